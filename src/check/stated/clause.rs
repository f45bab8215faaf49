//! What the words around a number say that it is of: another time, a plan, a part, a wider place.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::label::EACH;
use crate::check::around::{after, before};
use crate::check::digits::years_in;
use crate::check::pattern;
use crate::model::Post;

/// Words of a clause that speaks of another number.
static OTHER_NUMBERS: LazyLock<Regex> = LazyLock::new(|| {
    pattern(&format!(
        "计划|目标|力争|预计|拟|此前|先前|早前|去年|上年|前年|明年|同期|往年|往届|以往|历史上|历[年届]|分别|其中|每|平均|人均|日均|包括|增长|增加|减少|下降|提高\
         |剩余|尚[有缺需余]|还有|还剩|另有|另外|其[余他它]|最(?:多的|受|热)|招满|投[了递]|缺少|缺口|退出|(?:参加|出席|前来)[^，。]{{0,10}}的(?:学生|青年|人)|[上下]午场|名额|限额|确保|要求|任务|某[^，。]{{0,8}}(?:公司|企业|集团|商店|超市|学校|村|厂|店)|{COMING}|上一?[届期批场次周月]|首[日场批期轮站]\
         |未来[一二三几两0-9]|第[一二三四五六七八九十0-9]+(?:场|天|批|轮|站|组|类|季度|阶段|次|日|周|期|项)"
    ))
});

/// Words of what is still to come. 将 is also what a thing is taken with: 将136个岗位送到.
const COMING: &str = "即将|[还也]将|(?:建成|投产|落地|完工|竣工|达产)后|下一[场步期批届轮站年次个季月周阶]|下[期届次批月周场]|下半[年场]|下阶段\
    |将(?:会|要|再|于|在|为|有|达|向|面向|提供|推出|举办|开展|新增|发放|陆续|继续|组织|招|吸纳|带来|投入|安排|开设|设立|增\
    |覆盖|惠及|资助|拿出|帮助|选派)";

/// A clause from which on a sentence speaks of another time, or of what is planned.
static LEADS_ELSEWHERE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(&format!(
        "^(?:去年|上年|前年|往年|历年|明年|此前|以前|过去|今后|接下来|后续|届时|上一|上[届期月周]|未来[一二三几两0-9]|目标)|{COMING}|力争|预计\
         |其中$|目标[是为]|下达|任务[是为]|(?:计划|拟)[一二三四五六七八九十两0-9]+年\
         |(?:第[一二三四五六七八九十0-9]+[天日场批轮站]|首[日场批轮站])$\
         |(?:计划|拟)(?:于|在|用|到|再|今年|明年|年内|全年|举办|开展|提供|发放|组织|招|资助|投入|新增|募)"
    ))
});

/// A clause that speaks of now again.
static IS_BACK: LazyLock<Regex> =
    LazyLock::new(|| pattern("今年|本年|本次|此次|这次|本场|本届|本期|今天|如今|实际|最终"));

/// What has grown over time, whatever one post says of a day.
static GROWN: LazyLock<Regex> = LazyLock::new(|| pattern("截至|截止|至今|累计|以来|年来|年间|多年|历次|先后|期间"));

/// A place or a time that may be wider than that of the post.
static WIDER: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        "全[国省市盟区县旗校团镇]|[两三多]地|联合|\\p{Han}{2}[省市盟]|自治区|半年|全年|今年|年内|[本当]月共?|[一二三四]季度|近[一二三四五六七八九十两几0-9]+年\
         |[一二三四五六七八九十两0-9]+年共|[两三四五六七八九十0-9]+场[^，。]{0,8}共",
    )
});

/// One of several places, or of several schools, of which each has its own rate and its own people.
static PART_OF_PLACE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        "(?:^|[^全各])[镇乡村班校]|支部|服务队|[分大中]队|协会|苏木|嘎查|街道|社区|企业|中学|小学|最低|最高|个别|部分|上半|一季|二季|月份?",
    )
});

/// A part of the time that a rate is of.
static PART_OF_TIME: LazyLock<Regex> =
    LazyLock::new(|| pattern("上半|下半|[一二三四]季|[0-9一二三四五六七八九十]月|首月"));

/// A place that has others in it, of which a rate may be told to compare.
static OTHER_PLACE: LazyLock<Regex> = LazyLock::new(|| pattern("全[国省市盟]|\\p{Han}{2}[省市盟]|自治区"));

/// A county that what is told is of.
static COUNTY: LazyLock<Regex> = LazyLock::new(|| pattern("^ ?\\p{Han}{2,3}[县区旗]"));

/// A township or a school by its name.
static PLACE: LazyLock<Regex> = LazyLock::new(|| pattern("\\p{Han}{2,4}(?:镇|乡|苏木|街道|嘎查|社区|小学|中学)"));

/// Until when, in a month of the year.
static UNTIL_MONTH: LazyLock<Regex> = LazyLock::new(|| pattern("截[至止](?:今年)?([0-9]{1,2})月"));

/// Names, and words that hold one of the words above without its meaning.
static NAMES: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        "“[^“”]*”|《[^《》]*》|「[^「」]*」|(?:西部|山区|扬帆|春蕾|特岗|圆梦)计划|虚拟|模拟|草拟|尚未|关心下一代\
         |第[一二三四五六七八九十]+次(?:全国|党员|团员)?代表大会|每年一[度届次]|计划(?:志愿者|项目)|市场|市民|城市|超市|上市|门市|节省",
    )
});

/// The words around a number.
pub(super) struct Clause<'t> {
    /// Those between the marks around it, without names and without the label.
    words: String,
    /// The clauses of the sentence before.
    lead: &'t str,
    written: &'t str,
}

impl<'t> Clause<'t> {
    /// Those around a range, of which those of `label` say nothing.
    pub(super) fn around(text: &'t str, range: &Range<usize>, label: &str) -> Self {
        let marks = ['，', '。', '；', '：', '！', '？', '、', ',', ';', '|', '"', '（', '）'];
        // No farther than that: a sentence may be the whole of a long text.
        let (ahead, behind) = (before(text, range.start, 160), after(text, range.end, 80));
        let start = behind_last(ahead, &marks);
        let end = behind.find(marks).unwrap_or(behind.len());
        let sentence = behind_last(&ahead[..start], &['。', '；', '！', '？', ';', '|', '"']);
        let words = ahead_without_names(&ahead[start..], label) + "\n" + &behind_without_names(&behind[..end], label);
        let written = &text[range.start - (ahead.len() - start)..range.end + end];
        Self { words, lead: &ahead[sentence..start], written }
    }

    /// The same of a rate: for each, as rates are, says nothing.
    pub(super) fn of_rate(self) -> Self {
        let words = EACH.iter().fold(self.words, |words, each| words.replace(each, "\n"));
        Self { words, ..self }
    }

    /// Whether the clause speaks of another number than one would think.
    pub(super) fn speaks_of_other(&self) -> bool {
        OTHER_NUMBERS.is_match(&self.words) || self.leads(|clause| LEADS_ELSEWHERE.is_match(clause))
    }

    /// Whether a clause says `is_it` before, and none since that it is about now.
    fn leads(&self, is_it: impl Fn(&str) -> bool) -> bool {
        let clauses = self.lead.split(['，', ',', '：']).map(|clause| ahead_without_names(clause, "\0"));
        let leads = clauses.fold(false, |leads, clause| is_it(clause.trim()) || leads && !IS_BACK.is_match(&clause));
        leads && !IS_BACK.is_match(&self.words)
    }

    /// Whether it tells what has come together over time.
    pub(super) fn has_grown(&self) -> bool {
        GROWN.is_match(&self.words) || GROWN.is_match(self.lead)
    }

    /// Whether it may speak of a wider place or a longer time than the post.
    pub(super) fn is_wider(&self) -> bool {
        WIDER.is_match(&self.words) || self.leads(|clause| WIDER.is_match(clause))
    }

    /// Whether it begins with the name of a county, which may be another one.
    pub(super) fn is_of_county(&self) -> bool {
        COUNTY.is_match(&self.words)
    }

    /// Whether it speaks of one of several places.
    pub(super) fn is_of_part(&self) -> bool {
        PART_OF_PLACE.is_match(&self.words)
    }

    /// Whether it speaks of those who asked for something, of whom fewer came or got it, or of what was agreed of what
    /// there was.
    pub(super) fn is_of_applicants(&self, label: &str) -> bool {
        ["报名", "申请", "应聘", "意向", "签约"].iter().any(|word| self.words.contains(word) && !label.contains(word))
    }

    /// Whether it has one of the words that `words` finds.
    pub(super) fn has(&self, words: &Regex) -> bool {
        words.is_match(&self.words)
    }

    /// Whether it speaks of a place that the post isn't of, as far as its title and its head say, and that is no larger than
    /// one: a township, a school.
    pub(super) fn is_of_place_within(&self, post: &Post) -> bool {
        let is_own = |place: &str| {
            let short = place.char_indices().rev().nth(2).map_or(place, |(at, _)| &place[at..]);
            post.title.contains(short) || post.head.terms.values().flatten().any(|term| term.contains(short))
        };
        PLACE.find_iter(self.words.split('\n').next().unwrap_or_default()).any(|place| !is_own(place.as_str()))
    }

    /// Whether it speaks of another year, or of a time that was over in a month before that of the post.
    pub(super) fn speaks_of_other_time(&self, post: &Post) -> bool {
        let until = UNTIL_MONTH.captures(self.written).and_then(|found| found[1].parse::<i8>().ok());
        let is_earlier = until.zip(post.day()).is_some_and(|(month, day)| month < day.month());
        is_earlier && post.head.period.is_none() || self.speaks_of_other_year(post)
    }

    /// Whether it names a year, or its sentence begins with one, that the head says nothing of.
    fn speaks_of_other_year(&self, post: &Post) -> bool {
        let Some(day) = post.day().filter(|_| post.head.period.is_none()) else { return false };
        let own = years_in(self.written);
        let begins_with_year =
            |clause: &str| !years_in(clause.get(..4 + '年'.len_utf8()).unwrap_or_default()).is_empty();
        let first = self.lead.split(['，', ',']).next();
        let first = first.filter(|clause| clause.chars().count() <= 12 || begins_with_year(clause));
        let years = if own.is_empty() { first.map(years_in).unwrap_or_default() } else { own };
        !years.is_empty() && years.iter().all(|year| *year != day.year())
    }
}

/// Whether the words before a label, in its clause, say that its number is another one.
pub(super) fn leads_to_other(ahead: &str, label: &str) -> bool {
    OTHER_NUMBERS.is_match(&ahead_without_names(ahead, label))
}

/// Whether the words before the label of a rate say that it is that of a part, or of another place.
pub(super) fn leads_to_part(ahead: &str) -> bool {
    let words = ahead_without_names(ahead, "\0");
    [&PART_OF_PLACE, &PART_OF_TIME, &OTHER_PLACE].iter().any(|part| part.is_match(&words))
}

fn behind_last(text: &str, marks: &[char]) -> usize {
    text.rfind(marks).map_or(0, |at| at + text[at..].chars().next().map_or(0, char::len_utf8))
}

/// The words before a number without names; one that a mark stands in may have begun before.
fn ahead_without_names(ahead: &str, label: &str) -> String {
    let words = NAMES.replace_all(ahead, "\n").replace(label, "\n");
    match words.rfind(['”', '》', '」']) {
        Some(at) => words[at..].to_owned(),
        None => words,
    }
}

/// The words behind a number without names; one may end behind the next mark.
fn behind_without_names(behind: &str, label: &str) -> String {
    let mut words = NAMES.replace_all(behind, "\n").replace(label, "\n");
    words.truncate(words.find(['“', '《', '「']).unwrap_or(words.len()));
    words
}
