//! Findings of `privacy/…`, but for photos and notices.

use std::collections::BTreeSet;
use std::ops::Range;
use std::rc::Rc;

use super::digits::masked;
use super::fix::fix_of;
use super::folded::Folded;
use super::letters::Letters;
use super::numbers::{Kind, Number, find_numbers_in_columns};
use super::papers::find_papers;
use super::persons::{What, find_persons, speaks_of_aid};
use super::text::{Role, Text};
use super::{Rules, masks};
use crate::base::Day;
use crate::diag::{Code, Finding, Message, Place, Severity};
use crate::markdown::Body;

/// Everything that one text tells of people. `seen` gets the numbers, so that what is built isn't told again.
pub(super) fn check_privacy(
    text: &Text<'_>,
    letters: &Letters,
    (rules, today): (&Rules, Day),
    seen: &mut BTreeSet<String>,
) -> Vec<Finding> {
    let mut findings = check_numbers(text, rules, today, seen);
    let weak = masks::find_weak_masks(&text.folded.text, letters);
    let weak = without_whole_numbers(text, today, weak, |weak| weak.range.clone());
    let shown_too_much: Vec<Range<usize>> = weak.iter().map(|weak| weak.range.clone()).collect();
    findings.extend(weak.into_iter().map(|weak| {
        let id = if weak.is_identity { "mask-weak-identity" } else { "mask-weak-phone" };
        let message = Message { id, args: vec![("better", weak.better)] };
        Finding::error(Code::PrivacyMask, text.hidden_place(weak.range), message)
    }));
    let together = masks::find_masks_together(&text.folded.text, letters).into_iter();
    let together = together.filter(|range| !shown_too_much.contains(range));
    findings
        .extend(together.map(|range| Finding::warning(Code::PrivacyMask, text.hidden_place(range), "mask-together")));
    if text.role != Role::Output {
        findings.extend(check_persons(text, letters));
        findings.extend(check_papers(text, letters, (rules, today)));
    }
    findings
}

/// Masks of a body whose stars vanish in the page (MASK-4).
pub(super) fn check_lost_masks(text: &Text<'_>, body: &Body, today: Day) -> Vec<Finding> {
    let lost = masks::find_lost_masks(&text.folded.text, &body.html);
    let lost = without_whole_numbers(text, today, lost, Range::clone).into_iter();
    lost.map(|range| Finding::error(Code::PrivacyMask, text.hidden_place(range), "mask-lost")).collect()
}

/// Those of some masks that have no whole number in them: of one the stars are bold.
fn without_whole_numbers<M>(text: &Text<'_>, today: Day, masks: Vec<M>, range: impl Fn(&M) -> Range<usize>) -> Vec<M> {
    if masks.is_empty() {
        return masks;
    }
    let numbers = find_numbers_in_columns(&text.folded.text, text.above.as_deref(), today);
    let is_whole = |mask: &M| {
        let mask = range(mask);
        // They are in order, and none overlaps another.
        let next = numbers.get(numbers.partition_point(|number| number.range.end <= mask.start));
        next.is_some_and(|number| number.range.start < mask.end)
    };
    masks.into_iter().filter(|mask| !is_whole(mask)).collect()
}

/// The numbers of a text that nobody has allowed, each once a line.
pub(super) fn check_numbers(text: &Text<'_>, rules: &Rules, today: Day, seen: &mut BTreeSet<String>) -> Vec<Finding> {
    let mut findings: Vec<Finding> = Vec::new();
    let mut told: BTreeSet<(String, Option<usize>)> = BTreeSet::new();
    for (digits, finding) in unallowed_numbers(text, (rules, today), |_| false) {
        let Some(finding) = finding else { continue };
        let position = finding.place.as_ref().and_then(|place| place.position.as_ref());
        let line = position.map(|position| position.line);
        seen.insert(digits.clone());
        if told.insert((digits, line)) {
            findings.push(finding);
        }
    }
    findings
}

/// The digits of the numbers of a text, then of its comments, that nobody has allowed, each with what is told of it; with
/// nothing where `is_told` says that it is told elsewhere.
pub(super) fn unallowed_numbers(
    text: &Text<'_>,
    (rules, today): (&Rules, Day),
    is_told: impl Fn(&str) -> bool,
) -> Vec<(String, Option<Finding>)> {
    let of_text = |text: &Text<'_>, may_be_fixed: bool| {
        let numbers = find_numbers_in_columns(&text.folded.text, text.above.as_deref(), today).into_iter();
        let unallowed = numbers.filter(|number| !rules.allows(&number.digits));
        let told = unallowed.map(|number| {
            let is_fixable = || may_be_fixed && fix_of(text, &number).is_some();
            let finding = || number_finding(&number, text.place_of_number(&number), text.role, is_fixable());
            let finding = (!is_told(&number.digits)).then(finding);
            (number.digits, finding)
        });
        told.collect::<Vec<_>>()
    };
    let mut numbers = of_text(text, true);
    for comment in &text.folded.comments {
        let folded = Folded::plain_part(text.source, comment.clone());
        let whole = Text::of_file(text.path, text.source, folded, text.post);
        numbers.extend(of_text(&Text { lines: Rc::clone(&text.lines), ..whole }, false));
    }
    numbers
}

/// What a number in a place comes to; `is_fixable` where its mask can be written.
pub(super) fn number_finding(number: &Number, place: Place, role: Role, is_fixable: bool) -> Finding {
    let (code, severity, id) = match number.kind {
        Kind::Identity => (Code::PrivacyIdCard, Severity::Error, "privacy-identity"),
        Kind::MistypedIdentity => (Code::PrivacyIdCard, Severity::Warning, "privacy-identity-mistyped"),
        Kind::OldIdentity => (Code::PrivacyIdCard, Severity::Warning, "privacy-identity-old"),
        Kind::Mobile => (Code::PrivacyPhone, Severity::Error, "privacy-phone"),
        Kind::BankCard => (Code::PrivacyBankCard, Severity::Error, "privacy-card"),
        Kind::PossibleCard => (Code::PrivacyBankCard, Severity::Warning, "privacy-card-possible"),
    };
    let id = if role == Role::Output { "privacy-number-built" } else { id };
    let message = Message::new(id).with("masked", masked(&number.digits));
    let message = message.with("fix", if is_fixable { "yes" } else { "no" });
    Finding { place: Some(place), severity, code, message }
}

fn check_papers(text: &Text<'_>, letters: &Letters, (rules, today): (&Rules, Day)) -> Vec<Finding> {
    let found = find_papers(&text.folded.text, letters);
    // A telephone that is an account too is told as the telephone.
    let found = without_whole_numbers(text, today, found, |paper| paper.range.clone()).into_iter();
    let unallowed = found.filter(|paper| !rules.allows_account(&text.folded.text[paper.range.clone()]));
    unallowed.map(|paper| Finding::warning(paper.code, text.hidden_place(paper.range), paper.message)).collect()
}

fn check_persons(text: &Text<'_>, letters: &Letters) -> Vec<Finding> {
    let consented = text.post.is_some_and(|post| post.head.consent_ref.is_some());
    let told = find_persons(&text.folded.text, text.above.as_deref(), letters, !consented);
    let finding = |told: super::persons::Told| {
        let shown = &text.folded.text[told.range.clone()];
        let first: String = shown.chars().take(1).collect();
        let (code, message) = match told.what {
            What::Minor => (Code::PrivacyMinor, Message::new("privacy-minor").with("better", format!("{first}某某"))),
            What::Address => (Code::PrivacyAddress, Message::new("privacy-address")),
            What::Birth => (Code::PrivacyBirthDate, Message::new("privacy-birth-date")),
        };
        let severity = if told.is_grave { Severity::Error } else { Severity::Warning };
        let place = match told.what {
            What::Minor => text.hidden_place(told.range),
            What::Address => text.place_hidden_from(told.range, end_of_township(shown)),
            What::Birth => text.place_hidden_from(told.range, 0),
        };
        Finding { place: Some(place), severity, code, message }
    };
    let mut findings: Vec<Finding> = told.into_iter().map(finding).collect();
    findings.extend(pictured_minors(text).filter(|_| !consented));
    findings
}

/// Where the part of an address ends that may be public (MASK-2); 0 where it has none.
fn end_of_township(address: &str) -> usize {
    let ends = ["街道", "苏木", "镇", "乡"].iter().filter_map(|end| Some(address.find(end)? + end.len()));
    ends.min().unwrap_or_default()
}

/// Minors who can be seen in a post about aid, where nothing says who has agreed (PII-X4).
fn pictured_minors(text: &Text<'_>) -> Option<Finding> {
    let post = text.post.filter(|post| post.head.people.as_deref() == Some("minors"))?;
    let speaks_of_aid = || speaks_of_aid(&post.title) || speaks_of_aid(&post.text);
    let at = text.source.find("\npeople").map(|at| at + 1).filter(|_| text.role == Role::Head && speaks_of_aid())?;
    let place = Place::span(text.path, text.source, at..at + "people".len());
    Some(Finding::error(Code::PrivacyMinor, place, "privacy-pictured-minors"))
}
