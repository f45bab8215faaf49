//! Where a sentence may name a minor: behind words for children, before an age, a class or a school.

use std::ops::Range;
use std::sync::LazyLock;

use regex::{Match, Regex};

use super::rows::is_written_name;
use crate::base::is_han;
use crate::check::letters::Letters;
use crate::check::names::{name_after, name_before};
use crate::check::pattern;

/// A name that may be a minor's.
pub(super) struct Candidate<'t> {
    /// Where it stands.
    pub name: Range<usize>,
    /// The words before it that say whose it is; nothing where those behind it do.
    pub role: &'t str,
    /// Whether what stands right beside it is said of children, or nearly always; a school alone is not.
    pub is_sure: bool,
}

impl<'t> Candidate<'t> {
    fn sure((name, role): (Range<usize>, &'t str)) -> Self {
        Self { name, role, is_sure: true }
    }

    fn likely((name, role): (Range<usize>, &'t str)) -> Self {
        Self { name, role, is_sure: false }
    }
}

/// What may stand between a role and a name.
const OPENING: &str = r"”?\*{0,3}[：:、“（( ]?\*{0,3}";

/// What stands before a name.
static ROLE_NAME: LazyLock<Regex> = LazyLock::new(|| {
    let roles = "学生|高中生|初中生|同学|小朋友|少年|女孩|男孩|孩子|儿童|少先队员|新队员|小队员|大队委员?|中队委员?|小记者|小选手\
                 |小主持人|受助生|受助人|孤儿|中学生|小学生|幼儿|学童|新生|学子|少女|女童|男童|女生|男生|[贫特]困生|困[难境]生|患儿|姐妹\
                 |兄弟|(?:资助|帮扶|救助|帮困|受助|结对)对象|班的?|年级的?|[初高][一二三]的?";
    pattern(&format!("(?:{roles})(?:代表)?(?:花?名册|名单)?(?:分别)?(?:有|是|为|包括)?{OPENING}"))
});
/// The same, of an age.
static AGED_NAME: LazyLock<Regex> = LazyLock::new(|| {
    let ages = "(?:^|[^0-9])(?:[1-9]|1[0-7])周?岁|(?:^|[^十])[一二三四五六七八九十]岁|(?:^|[^一二三四五六七八九])十[一二三四五六七]岁";
    pattern(&format!("(?:{ages})的?{OPENING}"))
});
/// A school, a prize of one, or what somebody is called.
static SCHOOL_NAME: LazyLock<Regex> = LazyLock::new(|| {
    let schools = "(?:小学|中学|完小|幼儿园|[一二三四五六][中小]学?)(?:的|[：:]|大队长|中队长|小队长|团员|班长)?|家庭的|(?:发放给|发给|送给|捐给|交给|资助了|救助了|帮扶了)";
    let prizes = "(?:小学|初中|高中|中学|幼儿|少儿|少年|儿童|学生)(?:组[^，。；、：\u{2029}]{0,10}|组?[）)])[：:]";
    let in_list = "(?:小学|中学|完小|幼儿园|中心校|年级|班|中队)[ \u{3000}]{1,3}";
    pattern(&format!(r"(?:{prizes}|{in_list}|{schools})\*{{0,3}}"))
});
static LABELLED_NAME: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?:学生姓名|姓名|受助人|名字叫?|[她他个名位]叫做?|叫做)\*{0,3}[：: ]{0,2}\*{0,3}"));
/// What labels a name in a form: whatever stands there is one.
static FORM_NAME: LazyLock<Regex> = LazyLock::new(|| pattern("(?:^|[^\\p{Han}])(?:学生|儿童|孩子|受助人)?姓名[：:] ?"));

/// What follows a name; the name is looked for backwards from here.
static NAME_ROLE: LazyLock<Regex> = LazyLock::new(|| pattern("小?同学|小朋友"));
static NAME_AGE: LazyLock<Regex> = LazyLock::new(|| {
    pattern("(?:[（(，,、 ]{1,2}(?:[男女][，,、 ]{0,2})?(?:今年|现年|年仅)?|今年|现年|年仅)(?:[1-9]|1[0-7])周?岁")
});
/// A child's class, in brackets behind the name.
static NAME_CLASS: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        "[（(][^（）()\u{2029}]{0,20}?(?:年级|[0-9一二三四五六七八九]班|[初高][一二三]|[小中]学生)[^（）()\u{2029}]{0,8}[）)]",
    )
});
/// The same behind a comma: `王雨桐，女，第一小学三年级学生`.
static NAME_CLASS_ASIDE: LazyLock<Regex> = LazyLock::new(|| {
    let class = "[^，。在到赴为向给]{0,10}(?:小学|中学|幼儿园|[一二三四五六][中小])(?:，?[^，。在到赴为向给]{0,8}(?:年级|班|[初高][一二三])|，(?:资助|受助|助学|补助))|[一二三四五六七八九]年级|[初高][一二三]";
    pattern(&format!("[，：](?:[男女]，)?(?:[0-9]{{1,2}}岁?，)?(?:{class})"))
});
/// A school: in brackets, behind blanks as in lists, or said of somebody.
static NAME_SCHOOL: LazyLock<Regex> = LazyLock::new(|| {
    let aside =
        "[（(][^（）()\u{2029}]{0,16}?(?:(?:小学|中学|幼儿园|学校)[^（）()\u{2029}]{0,8}|[一二三四五六][中小])[）)]";
    let in_list =
        "[ \u{3000}]{1,4}(?:[男女][ \u{3000}]{1,4})?[^，。；（( \u{3000}\u{2029}]{0,12}(?:小学|中学|幼儿园|年级)";
    let comes_from = "，?现?就读|来自[^，。；\u{2029}]{0,12}(?:小学|中学|幼儿园)";
    let is_one = "(?:都|均)?是[^，。；\u{2029}]{0,16}(?:小学|中学|中心校|完小|[一二三四五六][中小]|年级|班)[^，。；\u{2029}]{0,6}(?:学生|女孩|男孩|孩子)|(?:都|均)?是(?:一?名)?(?:小学生|中学生|初中生|高中生|留守儿童|困境儿童|孤儿)";
    let several = "等[0-9一二三四五六七八九十]{1,3}[名位个][^，。；\u{2029}]{0,8}?(?:学生|同学|儿童|孩子|少年|困境生)";
    let learns = "在[^，。；\u{2029}]{0,12}(?:小学|中学|幼儿园|学校)(?:读书|上学|学习|就读)";
    let in_group = "(?:荣|喜|分别)?获得?了?(?:小学|初中|高中|中学|幼儿|少儿|少年|儿童|学生)[低中高]?(?:年级|段)?组";
    let reads = "(?:今年|现在|正在|目前)?[上读](?:小学|初中|高中|[初高][一二三]|[一二三四五六]年级)";
    pattern(&format!("{aside}|{in_list}|{comes_from}|{is_one}|{several}|{learns}|{in_group}|{reads}"))
});

/// What every pattern of schools and prizes has in it, found many bytes at a time.
static SCHOOLS: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        "小学|中学|幼儿园|学校|完小|中心校|年级|就读|中队|班 |班\u{3000}|[学中儿年童生]组|[一二三四五六][中小]|[初高][一二三]|初中|高中|等[0-9一二三四五六七八九十]|家庭的|[发放送捐交]给|[助扶]了|留守儿童|困境儿童|孤儿",
    )
});

/// All of a sentence, which is a part of the text that has `letters`.
pub(super) fn candidates<'t>(text: &'t str, letters: &Letters) -> impl Iterator<Item = Candidate<'t>> {
    let has_ages = letters.may_have("岁") && text.contains('岁');
    let has_classes = letters.may_have_one_of(&['级', '班']) && text.contains(['级', '班']);
    let has_schools = SCHOOLS.is_match(text);
    let is_labelled = ["姓名", "受助人", "名字", "叫"].iter().any(|label| letters.may_have(label));
    let behind = names_behind(text, found(&ROLE_NAME, text, true))
        .chain(names_behind(text, found(&AGED_NAME, text, has_ages)))
        .map(Candidate::sure);
    let schools = names_behind(text, found(&SCHOOL_NAME, text, has_schools)).filter(|(name, _)| is_long(text, name));
    let labels = names_behind(text, found(&LABELLED_NAME, text, is_labelled));
    let forms = found(&FORM_NAME, text, letters.may_have("姓名"));
    let forms = forms.filter_map(|label| Some((written_after(text, label.end())?, label.as_str())));
    let likely_behind = schools.chain(labels).chain(forms).map(Candidate::likely);

    let before = |mark: Match<'t>| name_before(text, 0..mark.start());
    // Two characters before a class are a subject as often as a name: 常识（三年级）.
    let long_before = move |mark: Match<'t>| before(mark).filter(|name| is_long(text, name));
    let addressed = found(&NAME_ROLE, text, true).chain(found(&NAME_AGE, text, has_ages)).filter_map(before);
    let in_class = found(&NAME_CLASS, text, has_classes || has_schools).filter_map(long_before);
    let aside = found(&NAME_CLASS_ASIDE, text, has_classes || has_schools).filter_map(long_before);
    let at_school = found(&NAME_SCHOOL, text, has_schools).filter_map(long_before);
    let without_role = |name| (name, "");
    let ahead = addressed.chain(in_class).map(without_role).map(Candidate::sure);
    behind.chain(likely_behind).chain(ahead).chain(aside.chain(at_school).map(without_role).map(Candidate::likely))
}

/// Where a pattern stands in a text, if it may at all.
fn found<'t>(pattern: &'static Regex, text: &'t str, may_be: bool) -> impl Iterator<Item = Match<'t>> {
    may_be.then(|| pattern.find_iter(text)).into_iter().flatten()
}

fn is_long(text: &str, name: &Range<usize>) -> bool {
    text[name.clone()].chars().count() > 2
}

/// The names behind some words for those who have them. A list is gone through once, whatever stands in it.
fn names_behind<'t>(
    text: &'t str,
    roles: impl Iterator<Item = Match<'t>>,
) -> impl Iterator<Item = (Range<usize>, &'t str)> {
    let mut done = 0;
    roles.flat_map(move |role| {
        let names: Vec<_> = if role.start() < done { Vec::new() } else { names_after(text, role.range()).collect() };
        done = names.last().map_or(done, |(name, _)| name.end);
        names
    })
}

/// What may stand between the names of a list.
const COMMAS: [&str; 4] = ["、", "和", "与", "及"];

/// The names behind a word for those who have them, each with the word: others may follow the first in a list.
fn names_after(text: &str, role: Range<usize>) -> impl Iterator<Item = (Range<usize>, &str)> {
    let mut at = Some(role.end);
    std::iter::from_fn(move || {
        let name = name_after(text, at?)?;
        let comma = COMMAS.iter().find(|comma| text[name.end..].starts_with(**comma));
        at = comma.map(|comma| name.end + comma.len());
        Some((name, &text[role.clone()]))
    })
}

/// What stands behind a label of names, where it is one.
fn written_after(text: &str, start: usize) -> Option<Range<usize>> {
    let rest = &text[start..];
    let end = rest.find(|one| !is_han(one) && one != '·').unwrap_or(rest.len());
    let goes_on = rest[end..].starts_with(['*', '＊', '×', '●', '■']);
    (!goes_on && is_written_name(&rest[..end])).then_some(start..start + end)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::check::names::may_name_somebody;

    const NAMES: [&str; 8] = ["王雨桐", "李梅", "高晓梅", "欧阳雨桐", "乌日娜", "阿拉坦", "其其格", "王"];
    const BEFORE: [&str; 12] =
        ["学生", "受助学生", "三年级的", "，", "“", "**", "名字叫", "9岁", "的", "看望", "班", "李梅、"];
    const BEHIND: [&str; 24] = [
        "同学",
        "小同学",
        "小朋友",
        "（三年级2班）",
        "，三年级",
        "（9岁）",
        "，9岁",
        "年仅9岁",
        "今年9岁",
        "都是小学生",
        "均就读",
        "上初中",
        "读高一",
        "目前上初三",
        "等3名学生",
        "在第一小学上学",
        "来自第一小学",
        " 第一小学",
        "说",
        "送去",
        "”",
        "**",
        "、王雨",
        "活动",
    ];

    fn some(parts: &'static [&'static str], most: usize) -> impl Strategy<Value = String> {
        prop::collection::vec(prop::sample::select(parts), 0..=most).prop_map(|parts| parts.concat())
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(4000) })]
        #[test]
        fn whoever_is_named_may_be_named(
            before in some(&BEFORE, 2),
            name in prop::sample::select(&NAMES[..]),
            behind in some(&BEHIND, 2),
        ) {
            let text = before + name + &behind;
            let is_named = candidates(&text, &Letters::of(&text)).next().is_some();
            prop_assert!(!is_named || may_name_somebody(&text), "{}", text);
        }
    }
}
