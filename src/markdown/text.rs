//! Plain Chinese text: how many words it has (TXT-13) and how it is cut (TXT-14).

use crate::base::{begins_with_common_han, is_cjk_punctuation, is_han};

/// The most characters of an excerpt (TXT-14).
const MOST_CHARACTERS: usize = 120;

/// What stands at the end of an excerpt that could not be cut behind a sentence.
const ELLIPSIS: &str = "……";

/// Counts words by TXT-13: each Han character (and each kana) is one, each run of other letters and digits is one
/// (`3,200`, `Wi-Fi` and `v2.0` too), marks are none.
pub fn count_words(text: &str) -> usize {
    let mut count = 0;
    let mut in_word = false;
    let mut at = 0;
    loop {
        while begins_with_common_han(&text.as_bytes()[at..]) {
            at += 3;
            count += 1;
            in_word = false;
        }
        let Some(character) = text[at..].chars().next() else { return count };
        at += character.len_utf8();
        if is_word_by_itself(character) {
            count += 1;
            in_word = false;
        } else if is_of_word(character) {
            count += usize::from(!in_word);
            in_word = true;
        } else {
            let joins =
                matches!(character, '\'' | '’' | '.' | ',' | '-' | '_' | '%' | '\u{180B}'..='\u{180F}' | '\u{202F}');
            let next = || text[at..].chars().next();
            let goes_on = || next().is_some_and(|next| !is_word_by_itself(next) && is_of_word(next));
            in_word = in_word && joins && goes_on();
        }
    }
}

/// A letter or a digit. Chinese marks, which are most of the rest, are told without the tables of all scripts.
fn is_of_word(character: char) -> bool {
    let is_mark = matches!(character, '\u{2010}'..='\u{2027}' | '\u{3000}'..='\u{3003}' | '\u{3008}'..='\u{3020}'
        | '\u{FF01}'..='\u{FF0F}' | '\u{FF1A}'..='\u{FF20}');
    !is_mark && character.is_alphanumeric()
}

fn is_word_by_itself(character: char) -> bool {
    is_han(character) || matches!(character, '\u{3041}'..='\u{30FF}')
}

/// Cuts a text for a list or a feed by TXT-14: whole sentences, at most 120 characters, none that holds a mask, no
/// dateline. Where not even one sentence fits, it is cut where no pair of marks is open and no number is broken, and
/// `……` follows. Empty where nothing can be shown.
pub fn excerpt(text: &str) -> String {
    let joined = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let text = without_dateline(joined.trim());
    let characters: Vec<char> = text.chars().collect();
    let shown = before_mask(&characters);
    if shown == characters.len() && characters.len() <= MOST_CHARACTERS {
        return text.trim_end_matches(['，', '、', '：', ',', ':', ' ']).to_owned();
    }
    let limit = shown.min(MOST_CHARACTERS);
    match last_sentence_end(&characters, limit) {
        Some(end) => characters[..end].iter().collect(),
        None if shown < characters.len() && shown <= MOST_CHARACTERS => cut(&characters, shown),
        None => cut(&characters, MOST_CHARACTERS - ELLIPSIS.chars().count()),
    }
}

/// `本网讯（通讯员 张某）` and its like, and what separates it from the text.
fn without_dateline(text: &str) -> &str {
    let Some(at) = text.find('讯').filter(|&at| text[..at].chars().count() <= 8) else { return text };
    let rest = &text[at + '讯'.len_utf8()..];
    let names_paper = ["本网", "本报", "本站", "本台", "本刊", "我网"].contains(&&text[..at]);
    let (rest, credited) = match credit_length(rest) {
        Some(length) => (&rest[length..], true),
        None => (rest, false),
    };
    let separated = rest.starts_with([' ', '：', ':', '\u{3000}', '，']);
    let is_dateline = credited || names_paper && separated;
    if !is_dateline { text } else { rest.trim_start_matches([' ', '：', ':', '\u{3000}', '，']) }
}

/// The bytes of a bracket that names who wrote or took something.
fn credit_length(text: &str) -> Option<usize> {
    let (close, inner) = match text.chars().next()? {
        '（' => ('）', &text['（'.len_utf8()..]),
        '(' => (')', &text[1..]),
        _ => return None,
    };
    let end = inner.find(close).filter(|&end| end < 200)?;
    let credit = ["通讯员", "记者", "文/", "图/", "作者", "供稿"].iter().any(|word| inner[..end].contains(word));
    credit.then_some(text.len() - inner.len() + end + close.len_utf8())
}

/// How many characters stand before the sentence that holds the first mask.
fn before_mask(characters: &[char]) -> usize {
    let Some(mask) = characters.iter().position(|character| matches!(character, '*' | '＊')) else {
        return characters.len();
    };
    let sentence = characters[..mask].iter().rposition(|&character| ends_sentence(character));
    sentence.map_or(0, |at| at + 1)
}

fn ends_sentence(character: char) -> bool {
    matches!(character, '。' | '！' | '？' | '；' | '!' | '?')
}

/// The end of the last sentence that lies before `limit` and outside every pair of marks.
fn last_sentence_end(characters: &[char], limit: usize) -> Option<usize> {
    let mut depth = 0usize;
    let mut end = None;
    for (at, &character) in characters[..limit].iter().enumerate() {
        depth = nesting(depth, character);
        let outer = at > 0 && depth == 0;
        let quoted_end = outer && is_closer(character) && ends_sentence(characters[at - 1]);
        if depth == 0 && ends_sentence(character) && !characters.get(at + 1).copied().is_some_and(is_closer)
            || quoted_end
        {
            end = Some(at + 1);
        }
    }
    end
}

fn nesting(depth: usize, character: char) -> usize {
    match character {
        '《' | '〔' | '“' | '（' | '〈' | '【' | '「' => depth + 1,
        _ if is_closer(character) => depth.saturating_sub(1),
        _ => depth,
    }
}

fn is_closer(character: char) -> bool {
    matches!(character, '》' | '〕' | '”' | '）' | '〉' | '】' | '」')
}

/// Cuts at most `limit` characters off at a place that TXT-14 allows, and says that there is more.
fn cut(characters: &[char], limit: usize) -> String {
    let mut depth = 0;
    let mut best = 0;
    for at in 0..limit.min(characters.len()) {
        depth = nesting(depth, characters[at]);
        if depth == 0 && can_end(characters, at) {
            best = at + 1;
        }
    }
    if best == 0 {
        return String::new();
    }
    let end = characters[..best].iter().rposition(|&character| !is_weak_end(character)).map_or(0, |at| at + 1);
    characters[..end].iter().chain(&ELLIPSIS.chars().collect::<Vec<_>>()).collect()
}

/// Whether a text may be cut behind the character at `at`: not within a word of Latin, a number, or a number and its
/// unit, whose bounds (余, 多) and multiples (万) belong to it.
fn can_end(characters: &[char], at: usize) -> bool {
    let character = characters[at];
    let Some(&next) = characters.get(at + 1) else { return true };
    let part_of_number = |character: char| character.is_numeric() || "余多近约超第.,%％万亿千百".contains(character);
    !is_weak_end(character)
        && !part_of_number(character)
        && (is_han(next) || is_han(character) || next == ' ' || is_cjk_punctuation(next))
}

fn is_weak_end(character: char) -> bool {
    matches!(character, '的' | '，' | '、' | ',' | '：' | '；' | ' ' | '和' | '与' | '及')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_counted_by_character_and_by_run() {
        assert_eq!(count_words("青年之声"), 4);
        assert_eq!(count_words("共有3,200余人，Wi-Fi 6 免费"), 9);
        assert_eq!(count_words(""), 0);
        assert_eq!(count_words("。，《》"), 0);
        assert_eq!(count_words("a b c."), 3);
    }

    #[test]
    fn an_excerpt_ends_with_a_sentence() {
        let long = format!("第一句。第二句！{}", "字".repeat(200));
        assert_eq!(excerpt(&long), "第一句。第二句！");
        let quoted = format!("他说：“好。”{}", "字".repeat(200));
        assert_eq!(excerpt(&quoted), "他说：“好。”");
        assert_eq!(excerpt("短文"), "短文");
    }

    #[test]
    fn an_excerpt_drops_the_dateline() {
        assert_eq!(excerpt("本网讯（通讯员 张某）今天开班。"), "今天开班。");
        assert_eq!(excerpt("本报讯 今天开班。"), "今天开班。");
        assert_eq!(excerpt("通讯录已经更新。"), "通讯录已经更新。");
        assert_eq!(excerpt("喜讯传来。"), "喜讯传来。");
    }

    #[test]
    fn an_excerpt_shows_no_masked_data() {
        assert_eq!(excerpt("名单如下。张*三、李*四。"), "名单如下。");
        assert_eq!(excerpt("张*三获奖。"), "");
    }

    #[test]
    fn an_excerpt_breaks_neither_pairs_nor_numbers() {
        let open = format!("{}《{}", "甲".repeat(100), "乙".repeat(100));
        assert_eq!(excerpt(&open), format!("{}……", "甲".repeat(100)));
        let number = format!("{}3200余人{}", "甲".repeat(114), "乙".repeat(100));
        assert_eq!(excerpt(&number), format!("{}……", "甲".repeat(114)));
        let weak = format!("{}的，{}", "甲".repeat(116), "乙".repeat(100));
        assert_eq!(excerpt(&weak), format!("{}……", "甲".repeat(116)));
        for text in [open, number, weak] {
            assert!(excerpt(&text).chars().count() <= MOST_CHARACTERS);
        }
    }
}
