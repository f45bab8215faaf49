//! Portals of any shape, whose queries are answered twice: by the program, and by a slow and simple reading of the
//! contract that shares no code with it.

use std::collections::{BTreeMap, BTreeSet};

use miao::account::ask;
use miao::base::Day;
use miao::engine::{BuildRequest, load_facts};
use miao::source::Disk;
use proptest::prelude::*;
use serde_json::Value;

use crate::portal::Portal;

const SITE: &str = r#"name = "示例门户"
base_url = "https://portal.example"
theme = "plain"
as_of = 2023-07-10
terms = { "甲" = "jia", "乙" = "yi" }

[metrics]
given = { label = "发放", unit = "份" }
people = { label = "人数", unit = "人" }
members = { label = "团员", unit = "名", nature = "stock" }
rate = { label = "出勤率", unit = "%", nature = "rate", per = "people" }

[kinds]
fair = { label = "招聘", requires = ["given"], labels = ["区域"] }
class = { label = "培训", allows = ["members"] }
"#;

const BUILT_ON: (i32, i32, i32) = (2023, 7, 10);
const FOLDERS: [&str; 3] = ["aid", "aid/near", "news"];
const KINDS: [&str; 2] = ["fair", "class"];
const TAGS: [&str; 2] = ["甲", "乙"];

/// Year, month and day.
type Date = (i32, i32, i32);
/// From one day to another.
type Days = (Date, Date);
/// A number and the word that it is written with: `余`, `近`, `约` or none.
type Stated = (i64, &'static str);

#[derive(Debug, Clone)]
struct Row {
    date: Option<Date>,
    area: Option<&'static str>,
    given: Option<Stated>,
}

#[derive(Debug, Clone)]
struct Post {
    folder: &'static str,
    kind: Option<&'static str>,
    date: Option<Date>,
    period: Option<(&'static str, Days)>,
    tags: Vec<&'static str>,
    draft: bool,
    over: bool,
    given: Option<Stated>,
    people: Option<Stated>,
    members: Option<Stated>,
    rate: Option<i64>,
    rows: Vec<Row>,
    /// The post whose figures it repeats; only an earlier one, so that there are no circles.
    repeats: Option<usize>,
}

fn date() -> impl Strategy<Value = Date> {
    (2022..=2023, 1..=12, 1..=28)
}

fn stated() -> impl Strategy<Value = Stated> {
    (1_i64..100, prop::sample::select(vec!["", "", "余", "近", "约"]))
}

fn row() -> impl Strategy<Value = Row> {
    let area = prop::option::of(prop::sample::select(vec!["东", "西"]));
    (prop::option::of(date()), area, prop::option::weighted(0.8, stated())).prop_map(|(date, area, given)| Row {
        date,
        area,
        given,
    })
}

fn period() -> impl Strategy<Value = (&'static str, Days)> {
    prop::sample::select(vec![
        ("2023-H1", ((2023, 1, 1), (2023, 6, 30))),
        ("2023-Q2", ((2023, 4, 1), (2023, 6, 30))),
        ("2022", ((2022, 1, 1), (2022, 12, 31))),
        ("2023-03", ((2023, 3, 1), (2023, 3, 31))),
        ("2022-12-20..2023-01-10", ((2022, 12, 20), (2023, 1, 10))),
    ])
}

fn post() -> impl Strategy<Value = Post> {
    let maybe = |chance| prop::option::weighted(chance, stated());
    let place = (prop::sample::select(FOLDERS.to_vec()), prop::option::of(prop::sample::select(KINDS.to_vec())));
    let days = (prop::option::weighted(0.9, date()), prop::option::weighted(0.2, period()));
    let state = (prop::bool::weighted(0.1), prop::bool::weighted(0.2), prop::option::weighted(0.2, 0_usize..8));
    let figures = (maybe(0.6), maybe(0.5), maybe(0.4), prop::option::weighted(0.4, 1_i64..100));
    let tags = prop::sample::subsequence(TAGS.to_vec(), 0..=2);
    (place, days, state, figures, tags, prop::collection::vec(row(), 0..3)).prop_map(
        |((folder, kind), (date, period), (draft, over, repeats), (given, people, members, rate), tags, rows)| Post {
            folder,
            kind,
            date,
            period,
            tags,
            draft,
            over,
            given,
            people,
            members,
            rate,
            rows,
            repeats,
        },
    )
}

// ---- the portal as files

fn written(value: Stated) -> String {
    match value {
        (number, "") => number.to_string(),
        (number, "余") => format!("\"{number}余\""),
        (number, word) => format!("\"{word}{number}\""),
    }
}

fn text((year, month, day): Date) -> String {
    format!("{year:04}-{month:02}-{day:02}")
}

fn path_of(index: usize, post: &Post) -> String {
    format!("content/{}/p{index}.md", post.folder)
}

fn source(index: usize, posts: &[Post]) -> String {
    let post = &posts[index];
    let mut head = format!("title = \"p{index}\"\n");
    let mut line = |text: String| head.push_str(&format!("{text}\n"));
    post.date.into_iter().for_each(|date| line(format!("date = {}", text(date))));
    post.period.iter().for_each(|(name, _)| line(format!("period = \"{name}\"")));
    post.kind.iter().for_each(|kind| line(format!("kind = \"{kind}\"")));
    line(format!("tags = {:?}", post.tags));
    if post.draft {
        line("draft = true".into());
    }
    if post.over {
        line("publicity = { from = 2022-01-01, until = 2023-07-01 }".into());
    }
    if let Some(target) = repeated(index, posts) {
        line(format!("same_as = \"{}\"", path_of(target, &posts[target])));
    }
    line("[figures]".into());
    for (name, value) in [("given", post.given), ("people", post.people), ("members", post.members)] {
        value.into_iter().for_each(|value| line(format!("{name} = {}", written(value))));
    }
    post.rate.into_iter().for_each(|rate| line(format!("rate = {rate}")));
    for row in &post.rows {
        line("[[records]]".into());
        row.date.into_iter().for_each(|date| line(format!("date = {}", text(date))));
        row.area.iter().for_each(|area| line(format!("\"区域\" = \"{area}\"")));
        row.given.into_iter().for_each(|given| line(format!("given = {}", written(given))));
    }
    format!("+++\n{head}+++\n正文。\n")
}

fn repeated(index: usize, posts: &[Post]) -> Option<usize> {
    posts[index].repeats.filter(|target| *target < index)
}

// ---- the simple reading of the contract

/// What is asked: the drafts and the future with it or not, the posts, the period.
#[derive(Debug, Clone, Copy)]
struct Question {
    drafts: bool,
    future: bool,
    folder: Option<&'static str>,
    kind: Option<&'static str>,
    tag: Option<&'static str>,
    period: Option<Days>,
}

/// A figure that counts, where and when.
#[derive(Debug, Clone, Copy)]
struct Term {
    post: usize,
    value: Stated,
    days: Option<Days>,
    area: Option<&'static str>,
}

fn is_built(post: &Post, question: &Question) -> bool {
    (!post.draft || question.drafts) && (question.future || post.date.is_none_or(|date| date <= BUILT_ON))
}

fn is_asked(post: &Post, question: &Question) -> bool {
    let inside = |folder: &str| post.folder == folder || post.folder.starts_with(&format!("{folder}/"));
    is_built(post, question)
        && question.folder.is_none_or(inside)
        && question.kind.is_none_or(|kind| post.kind == Some(kind))
        && question.tag.is_none_or(|tag| post.tags.contains(&tag))
}

fn days_of(post: &Post) -> Option<Days> {
    post.period.map(|(_, days)| days).or(post.date.map(|date| (date, date)))
}

/// Whether days lie in the period; else why they don't count, where they concern it.
fn placed(days: Option<Days>, period: Option<Days>) -> (bool, Option<&'static str>) {
    match (days, period) {
        (_, None) => (true, None),
        (None, Some(_)) => (false, Some("undated")),
        (Some((from, to)), Some((first, last))) if first <= from && to <= last => (true, None),
        (Some((from, to)), Some((first, last))) => (false, (from <= last && first <= to).then_some("overlaps-period")),
    }
}

fn states(post: &Post, metric: &str) -> bool {
    match metric {
        "given" => post.given.is_some() || post.rows.iter().any(|row| row.given.is_some()),
        "people" => post.people.is_some(),
        "members" => post.members.is_some(),
        _ => post.rate.is_some(),
    }
}

fn head_of(post: &Post, metric: &str) -> Option<Stated> {
    match metric {
        "given" => post.given,
        "people" => post.people,
        "members" => post.members,
        _ => post.rate.map(|rate| (rate, "")),
    }
}

/// The terms of one post: as a whole, and one by one where records break it down; and why something is left out.
type Counted = (Vec<Term>, Vec<Term>, Option<&'static str>);

fn counted(index: usize, posts: &[Post], metric: &str, question: &Question) -> Counted {
    let post = &posts[index];
    let term = |value, days, area| Term { post: index, value, days, area };
    let stating = post.rows.iter().filter(|row| metric == "given" && row.given.is_some());
    let rows: Vec<Term> = stating
        .filter_map(|row| {
            let days = row.date.map(|date| (date, date)).or(days_of(post));
            Some(term(row.given?, days, row.area.filter(|_| !post.over)))
        })
        .collect();
    let head = head_of(post, metric).map(|value| term(value, days_of(post), None));
    let (whole, parts, left_out) = if rows.is_empty() {
        let (inside, why) = placed(days_of(post), question.period);
        let head: Vec<Term> = head.into_iter().filter(|_| inside).collect();
        (head.clone(), head.clone(), why.filter(|_| head_of(post, metric).is_some()))
    } else {
        let all = rows.len();
        let why = rows.iter().find_map(|row| placed(row.days, question.period).1);
        let inside: Vec<Term> = rows.into_iter().filter(|row| placed(row.days, question.period).0).collect();
        let head = head.filter(|_| inside.len() == all);
        (head.map_or(inside.clone(), |head| vec![head]), inside, why)
    };
    if told_before(index, posts, question).iter().any(|other| states(&posts[*other], metric)) {
        let concerned = !whole.is_empty() || left_out.is_some();
        return (Vec::new(), Vec::new(), concerned.then_some("repeats"));
    }
    (whole, parts, left_out)
}

/// The post that a post leads to in the end, built or not, and how far that is.
fn way(index: usize, posts: &[Post], question: &Question) -> (usize, usize) {
    let (mut at, mut steps) = (index, 0);
    while let Some(target) = repeated(at, posts).filter(|_| is_built(&posts[at], question)) {
        (at, steps) = (target, steps + 1);
    }
    (at, steps)
}

/// The posts that have told of the same before this one: nearer to the one that all repeat, or earlier.
fn told_before(index: usize, posts: &[Post], question: &Question) -> Vec<usize> {
    let place = |index: usize| {
        let day = days_of(&posts[index]).map(|(from, _)| from);
        (way(index, posts, question).1, day.is_none(), day, path_of(index, &posts[index]))
    };
    let same = |other: &usize| way(*other, posts, question).0 == way(index, posts, question).0;
    let built = (0..posts.len()).filter(|other| is_built(&posts[*other], question));
    built.filter(same).filter(|other| place(*other) < place(index)).collect()
}

fn grain(value: i64) -> i64 {
    if value % 10 == 0 { 10 } else { 1 }
}

/// The lower and upper end, doubled so that they are whole numbers.
fn ends((value, word): Stated) -> (i64, i64) {
    let grain = grain(value);
    match word {
        "余" => (2 * value, 2 * (value + grain)),
        "近" => (2 * (value - grain), 2 * value),
        "约" => (2 * value - grain, 2 * value + grain),
        _ => (2 * value, 2 * value),
    }
}

fn halves(doubled: i64) -> String {
    if doubled % 2 == 0 { (doubled / 2).to_string() } else { format!("{}.5", doubled / 2) }
}

/// Value, low, high and the words of NUM-6, without the unit.
fn sum(terms: &[Term]) -> Option<[String; 4]> {
    if terms.is_empty() {
        return None;
    }
    let value: i64 = terms.iter().map(|term| term.value.0).sum();
    let low: i64 = terms.iter().map(|term| ends(term.value).0).sum();
    let high: i64 = terms.iter().map(|term| ends(term.value).1).sum();
    let words: BTreeSet<&str> = terms.iter().map(|term| term.value.1).filter(|word| !word.is_empty()).collect();
    let coarsest = terms.iter().filter(|term| !term.value.1.is_empty()).map(|term| 2 * grain(term.value.0)).max();
    let told = match (words.into_iter().collect::<Vec<_>>().as_slice(), coarsest) {
        (_, None) => value.to_string(),
        (["余"], Some(grain)) => {
            let floor = low / grain * grain;
            let firm = high <= floor + grain;
            if firm { format!("{}余", floor / 2) } else { format!("超{}", floor / 2) }
        }
        (["近"], Some(grain)) if low >= (high + grain - 1) / grain * grain - grain => {
            format!("近{}", (high + grain - 1) / grain * grain / 2)
        }
        // The middle, rounded to the grain, halves upwards: all in quarters.
        (_, Some(grain)) => format!("约{}", (low + high + grain) / (2 * grain) * grain / 2),
    };
    Some([value.to_string(), halves(low), halves(high), told])
}

/// The mean of rates in hundredths, halves away from zero; rates that nothing weighs are out, unless one is alone.
fn mean(terms: &[Term], posts: &[Post]) -> Option<String> {
    if let [only] = terms {
        return Some(only.value.0.to_string());
    }
    let weighed: Vec<(i64, i64)> =
        terms.iter().filter_map(|term| Some((term.value.0, posts[term.post].people?.0))).collect();
    if let [(rate, _)] = weighed[..] {
        return Some(rate.to_string());
    }
    let weight: i64 = weighed.iter().map(|(_, weight)| weight).sum();
    if weight == 0 {
        return None;
    }
    let hundredths = (weighed.iter().map(|(rate, weight)| rate * weight).sum::<i64>() * 200 + weight) / (2 * weight);
    let text = format!("{}.{:02}", hundredths / 100, hundredths % 100);
    Some(text.trim_end_matches('0').trim_end_matches('.').to_owned())
}

/// Of a stock, the figure of the latest day; of one day, that of the later path.
fn latest(terms: &[Term], posts: &[Post]) -> Option<String> {
    let last = terms.iter().max_by_key(|term| (term.days.map(|(_, to)| to), path_of(term.post, &posts[term.post])))?;
    Some(last.value.0.to_string())
}

// ---- asking

fn answer(portal: &Portal, question: &Question, arguments: &[(&str, &str)]) -> Value {
    let request = BuildRequest {
        today: Day::new(2030, 1, 1).expect("a day"),
        as_of: None,
        drafts: question.drafts,
        future: question.future,
        base_url: None,
    };
    let disk = Disk::open(&portal.root()).expect("a portal");
    let loaded = load_facts(&disk, &request);
    assert_eq!(loaded.findings.iter().filter(|f| f.severity.as_str() == "error").count(), 0, "{:?}", loaded.findings);
    let facts = loaded.value.expect("a site");
    let mut all: Vec<(String, String)> =
        arguments.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
    for (name, value) in [("category", question.folder), ("kind", question.kind), ("tag", question.tag)] {
        all.extend(value.map(|value| (name.to_owned(), value.to_owned())));
    }
    all.extend(question.period.map(|(from, to)| ("period".to_owned(), format!("{}..{}", text(from), text(to)))));
    let answer = ask(&facts.site, facts.theme.words(), &all).unwrap_or_else(|problems| panic!("{problems:?}"));
    serde_json::from_str(&answer.json()).expect("JSON")
}

fn numbers(view: &Value, unit: &str) -> Option<[String; 4]> {
    let text = |name: &str| view[name].as_str().map(str::to_owned);
    Some([text("value")?, text("low")?, text("high")?, text("text")?.trim_end_matches(unit).to_owned()])
}

fn group_key(by: &str, term: &Term, post: &Post) -> Vec<String> {
    match by {
        "month" => match term.days {
            Some(((year, month, _), (last_year, last_month, _))) if (year, month) == (last_year, last_month) => {
                vec![format!("{year:04}-{month:02}")]
            }
            _ => Vec::new(),
        },
        "category" => vec![post.folder.split('/').next().unwrap_or_default().to_owned()],
        "kind" => post.kind.iter().map(|kind| (*kind).to_owned()).collect(),
        "tag" => post.tags.iter().map(|tag| (*tag).to_owned()).collect(),
        _ => term.area.iter().map(|area| (*area).to_owned()).collect(),
    }
}

/// The groups of a flow: the records where they belong to different groups, else what the post states as a whole.
fn groups(posts: &[Post], question: &Question, by: &str) -> BTreeMap<String, Vec<Term>> {
    let mut groups: BTreeMap<String, Vec<Term>> = BTreeMap::new();
    for (index, post) in posts.iter().enumerate().filter(|(_, post)| is_asked(post, question)) {
        let (whole, parts, _) = counted(index, posts, "given", question);
        let keys: BTreeSet<_> = whole.iter().chain(&parts).map(|term| group_key(by, term, post)).collect();
        for term in if keys.len() > 1 { &parts } else { &whole } {
            group_key(by, term, post).into_iter().for_each(|key| groups.entry(key).or_default().push(*term));
        }
    }
    groups
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(60) })]

    #[test]
    fn every_query_is_answered_as_the_contract_reads(
        posts in prop::collection::vec(post(), 1..9),
        drafts in any::<bool>(),
        future in any::<bool>(),
        folder in prop::option::weighted(0.3, prop::sample::select(FOLDERS.to_vec())),
        kind in prop::option::weighted(0.2, prop::sample::select(KINDS.to_vec())),
        tag in prop::option::weighted(0.2, prop::sample::select(TAGS.to_vec())),
        days in prop::option::weighted(0.7, (date(), date())),
    ) {
        let portal = Portal::new("");
        portal.write("site.toml", SITE);
        for folder in FOLDERS {
            portal.write(&format!("content/{folder}/_index.md"), "+++\ntitle = \"栏目\"\n+++\n");
        }
        for index in 0..posts.len() {
            portal.write(&path_of(index, &posts[index]), source(index, &posts));
        }
        let days = days.map(|(one, two)| (one.min(two), one.max(two)));
        let has_tag = |tag: &&str| posts.iter().any(|post| post.tags.contains(tag));
        let question = Question { drafts, future, folder, kind, tag: tag.filter(has_tag), period: days };
        let all = |metric: &str| -> (Vec<Term>, BTreeSet<(String, String)>) {
            let asked = (0..posts.len()).filter(|index| is_asked(&posts[*index], &question));
            let counts = asked.map(|index| (index, counted(index, &posts, metric, &question)));
            let mut terms = Vec::new();
            let mut left = BTreeSet::new();
            for (index, (whole, _, why)) in counts {
                terms.extend(whole);
                left.extend(why.map(|why| (path_of(index, &posts[index]), why.to_owned())));
            }
            (terms, left)
        };

        // A flow: its total, its interval, its words, what is left out and silent.
        let given = answer(&portal, &question, &[("metric", "given")]);
        let (terms, left) = all("given");
        prop_assert_eq!(numbers(&given["total"], "份"), sum(&terms));
        prop_assert_eq!(given["approximate"].as_u64(), Some(terms.iter().filter(|term| !term.value.1.is_empty()).count() as u64));
        let told: BTreeSet<(String, String)> = given["left_out"].as_array().expect("a list").iter()
            .map(|left| (left["path"].as_str().unwrap_or_default().to_owned(), left["why"].as_str().unwrap_or_default().to_owned()))
            .collect();
        prop_assert_eq!(told, left);
        let sources: BTreeSet<String> = terms.iter().map(|term| path_of(term.post, &posts[term.post])).collect();
        let named: BTreeSet<String> =
            given["sources"].as_array().expect("a list").iter().filter_map(|source| Some(source["path"].as_str()?.to_owned())).collect();
        prop_assert_eq!(named, sources);
        let silent: Vec<String> = (0..posts.len())
            .filter(|index| {
                let post = &posts[*index];
                let repeats = !told_before(*index, &posts, &question).is_empty();
                is_asked(post, &question) && post.kind == Some("fair") && !states(post, "given") && !repeats
                    && placed(days_of(post), question.period).0
            })
            .map(|index| path_of(index, &posts[index]))
            .collect();
        let mut told: Vec<String> =
            given["silent"].as_array().expect("a list").iter().filter_map(|path| Some(path.as_str()?.to_owned())).collect();
        told.sort();
        let mut silent = silent;
        silent.sort();
        prop_assert_eq!(told, silent);

        // A stock, and a rate.
        let members = answer(&portal, &question, &[("metric", "members")]);
        prop_assert_eq!(members["total"]["value"].as_str().map(str::to_owned), latest(&all("members").0, &posts));
        let rate = answer(&portal, &question, &[("metric", "rate")]);
        prop_assert_eq!(rate["total"]["value"].as_str().map(str::to_owned), mean(&all("rate").0, &posts));

        // Groups of a flow.
        for by in ["month", "kind", "tag", "区域", "category"] {
            if by == "category" && question.folder.is_some() {
                continue;
            }
            let grouped = answer(&portal, &question, &[("metric", "given"), ("by", by)]);
            let told: BTreeMap<String, [String; 4]> = grouped["groups"].as_array().expect("groups").iter()
                .filter_map(|group| Some((group["key"].as_str()?.to_owned(), numbers(group, "份")?)))
                .collect();
            let expected: BTreeMap<String, [String; 4]> =
                groups(&posts, &question, by).into_iter().filter_map(|(key, terms)| Some((key, sum(&terms)?))).collect();
            prop_assert_eq!(told, expected, "by {}", by);
        }
    }
}
