//! The groups of a result: what they are called, where they lead, and what has to be said beside them.

use super::Pages;
use super::days::month_text;
use super::statistics::Told;
use crate::charts::NOTHING;
use crate::config::Language;
use crate::figures::{Decimal, plain};
use crate::stats::{By, Grain, GroupResult, Period, TotalView, Why};
use crate::view::StatGroupView;

impl Pages<'_> {
    pub(super) fn groups(&self, told: &Told<'_>) -> Vec<StatGroupView> {
        let (result, by) = (told.result, told.query.by.as_ref());
        let groups = result.groups.as_deref().unwrap_or_default();
        let most = groups.iter().filter_map(|group| group.total.value).max().unwrap_or_default();
        let share = |group: &GroupResult| {
            let part = group.total.value.and_then(|value| value.checked_mul(Decimal::from(100))?.checked_div(most));
            part.and_then(|part| u8::try_from(part.round()).ok()).unwrap_or(0)
        };
        let number = |total: &TotalView| {
            total.phrase.map_or_else(|| NOTHING.to_owned(), |phrase| self.language().table_text(phrase))
        };
        let views = groups.iter().enumerate().map(|(index, group)| StatGroupView {
            key: group.key.clone(),
            label: self.group_label(group, by, result.period),
            text: self.total_texts(&group.total, &result.shown_unit).0,
            number: number(&group.total),
            value: group.total.value.map(plain),
            low: group.total.low.map(plain),
            high: group.total.high.map(plain),
            bound: group.total.bound.map(|bound| bound.as_str().to_owned()),
            share: share(group),
            before: told
                .before
                .map(|_| told.group_before(index).map_or_else(|| NOTHING.to_owned(), |before| number(&before.total))),
            url: self.group_url(group, by),
        });
        views.collect()
    }

    /// What people call the groups: `月份`, `栏目`, the taxonomy, or the record's label as written.
    pub(super) fn by_label(&self, by: &By) -> String {
        match by {
            By::Key { taxonomy: Some(taxonomy), .. } => {
                let one = self.words.find(&format!("by_{taxonomy}")).map(str::to_owned);
                one.unwrap_or_else(|| self.words.taxonomy(taxonomy))
            }
            By::Key { label, .. } => label.clone(),
            _ => self.words.get(&format!("by_{}", by_name(by))),
        }
    }

    /// What people call a group. Where the whole period is of one year, its parts needn't name it: `3月`, `第一季度`.
    fn group_label(&self, group: &GroupResult, by: Option<&By>, whole: Period) -> String {
        let period = Period::parse_fixed(&group.key).ok().filter(|_| matches!(by, Some(By::Time(_))));
        let Some(period) = period else { return group.label.clone() };
        let same_year = whole != Period::ALL && whole.from().year() == whole.to().year();
        let month = month_text(period.from().month(), self.language());
        match (period.grain(), self.language()) {
            (Grain::Month, _) if same_year => month,
            (Grain::Month, Language::Chinese) => format!("{}年{month}", period.from().year()),
            (Grain::Quarter | Grain::Half, Language::Chinese) if same_year => {
                period.chinese().split_once('年').map_or_else(|| period.chinese(), |(_, part)| part.to_owned())
            }
            (_, Language::Chinese) => period.chinese(),
            (_, Language::English) => period.english(),
        }
    }

    fn group_url(&self, group: &GroupResult, by: Option<&By>) -> Option<String> {
        match by? {
            By::Category => self.lens.category_of(&group.key).map(|id| self.lens.category(id).url.clone()),
            By::Key { taxonomy: Some(taxonomy), .. } => self.lens.term_url(taxonomy, &group.key).map(str::to_owned),
            _ => None,
        }
    }

    /// What has to be said beside groups: that these are not all, that they don't add up to the total, and why.
    pub(super) fn note(&self, told: &Told<'_>, in_parts: bool) -> String {
        if told.result.groups.is_none() {
            return String::new();
        }
        let crossing = told.result.left_out.iter().filter(|left| left.why == Why::CrossesGroups).count();
        let apart = crossing + told.result.ungrouped.len();
        let mut notes = Vec::new();
        if told.result.groups_left_out > 0 {
            let (n, all) = told.counts();
            notes.push(self.words.fill("groups_top", &[("n", &n), ("all", &all)]));
        }
        if apart > 0 {
            let of_time = matches!(told.query.by, Some(By::Time(_)));
            let key = if of_time { "groups_undivided" } else { "groups_partial" };
            notes.push(self.words.fill(key, &[("n", &apart.to_string())]));
        }
        if told.result.overlapping {
            notes.push(self.words.get("groups_overlap"));
        } else if in_parts {
            notes.push(self.words.get("parts_rounded"));
        }
        notes.join(&self.words.get("sentence_gap"))
    }
}

impl Told<'_> {
    /// How many groups are shown, and how many there are.
    pub(super) fn counts(&self) -> (String, String) {
        let shown = self.result.groups.iter().flatten().count();
        (shown.to_string(), (shown + self.result.groups_left_out).to_string())
    }

    /// The group that belongs to one in the period compared with: that of the same key; of time, that of the same place.
    pub(super) fn group_before(&self, index: usize) -> Option<&GroupResult> {
        let groups = self.before?.groups.as_ref()?;
        match self.query.by {
            Some(By::Time(_)) => groups.get(index),
            _ => {
                let key = &self.result.groups.as_ref()?.get(index)?.key;
                groups.iter().find(|group| group.key == *key)
            }
        }
    }
}

pub(super) fn by_name(by: &By) -> &str {
    match by {
        By::Time(Grain::Month) => "month",
        By::Time(Grain::Quarter) => "quarter",
        By::Time(Grain::Half) => "half",
        By::Time(_) => "year",
        By::Category => "category",
        By::Kind => "kind",
        By::Key { label, .. } => label,
    }
}
