//! One chart, one snapshot; and what holds of every chart, whatever is in it.

use std::collections::BTreeMap;

use proptest::prelude::*;
use quick_xml::events::Event;

use super::letters::{Letters, ROOM};
use super::*;

fn number(text: &str) -> Decimal {
    text.parse().expect("a decimal")
}

fn exact(value: &str) -> Option<Amount> {
    ranged(value, value, value)
}

fn ranged(value: &str, low: &str, high: &str) -> Option<Amount> {
    Some(Amount { value: number(value), low: number(low), high: number(high), text: value.to_owned() })
}

fn item(label: &str, amount: Option<Amount>) -> Item {
    Item { label: label.to_owned(), amount }
}

fn drawn(chart: &Chart) -> String {
    let heading = Heading { title: "参与人数，按栏目".to_owned(), description: "共3组。".to_owned() };
    draw(chart, &heading).replace("><", ">\n<")
}

/// Exact, approximate, zero and not stated, and a name of two lines.
fn mixed() -> Vec<Item> {
    vec![
        item("希望工程", exact("420")),
        item("全旗中小学校开学第一课主题教育实践活动", ranged("300", "300", "400")),
        item("思想引领", exact("0")),
        item("志愿服务", None),
    ]
}

#[test]
fn bars_begin_at_zero_and_gaps_have_none() {
    insta::assert_snapshot!(drawn(&Chart::Bars(mixed())));
}

#[test]
fn many_short_names_stand_beside_their_bars() {
    let months = (1..=12).map(|month| item(&format!("{month}月"), exact(&(month * 10).to_string())));
    insta::assert_snapshot!(drawn(&Chart::Bars(months.collect())));
}

#[test]
fn a_line_is_broken_where_nothing_is_stated() {
    let points = ["120", "180", "", "90", "0"].iter().enumerate();
    let mut points: Vec<Item> = points
        .map(|(at, value)| item(&format!("{}月", at + 1), if value.is_empty() { None } else { exact(value) }))
        .collect();
    points[1].amount = ranged("180", "170", "180");
    insta::assert_snapshot!(drawn(&Chart::Line { points, unit: "单位：人次".to_owned() }));
}

#[test]
fn parts_of_a_ring_have_numbers() {
    let slice = |label: &str, value: &str, share: &str| Slice {
        label: label.to_owned(),
        amount: exact(value).expect("an amount"),
        share: share.to_owned(),
    };
    let slices = vec![slice("希望工程", "75", "75%"), slice("关爱儿童", "24", "24%"), slice("其余", "1", "1%")];
    insta::assert_snapshot!(drawn(&Chart::Donut { slices, whole: ["100".to_owned(), "人次".to_owned()] }));
}

#[test]
fn a_target_is_marked_where_it_lies() {
    let target = exact("800000").expect("an amount");
    for (name, reached) in
        [("below", ranged("390000", "390000", "400000")), ("beyond", exact("1000000")), ("nothing", None)]
    {
        let chart = Chart::Progress { reached, target: target.clone(), share: "49%".to_owned() };
        insta::assert_snapshot!(name, drawn(&chart));
    }
}

#[test]
fn the_earlier_period_stands_below() {
    let pair =
        |label: &str, now, before| Pair { label: label.to_owned(), now, before, note: "上年同期".to_owned() };
    let pairs = vec![pair("甲", exact("120"), exact("80")), pair("乙", None, ranged("50", "45", "55"))];
    insta::assert_snapshot!(drawn(&Chart::Pairs(pairs)));
}

#[test]
fn a_bar_is_as_long_as_its_share() {
    let chart = drawn(&Chart::Bars(vec![item("甲", exact("8")), item("乙", exact("2")), item("丙", exact("0.001"))]));
    for bar in [r#"class="c-bar" x="0%" y="1.5em" width="100%""#, r#"width="25%""#, r#"width="0.4%""#] {
        assert!(chart.contains(bar), "{bar} in {chart}");
    }
}

fn any_amount() -> impl Strategy<Value = Option<Amount>> {
    let digits = prop_oneof![Just(0_u64), 0..100_u64, any::<u32>().prop_map(u64::from), 0..1_000_000_000_000_000_u64];
    let amount = (digits, 0..7_u32, 0..1000_u64, any::<String>()).prop_map(|(digits, scale, more, text)| {
        let low = Decimal::from_i128_with_scale(i128::from(digits), scale);
        Amount { value: low, low, high: low + Decimal::from(more), text }
    });
    prop::option::of(amount)
}

fn any_items() -> impl Strategy<Value = Vec<Item>> {
    let label = prop_oneof![any::<String>(), "\\p{Han}{0,40}", "[a-z <>&\"']{0,60}"];
    prop::collection::vec((label, any_amount()).prop_map(|(label, amount)| Item { label, amount }), 0..40)
}

fn charts_of(items: &[Item]) -> Vec<Chart> {
    let pairs = items.windows(2).map(|two| Pair {
        label: two[0].label.clone(),
        now: two[0].amount.clone(),
        before: two[1].amount.clone(),
        note: two[1].label.clone(),
    });
    let slices = items.iter().filter_map(|item| {
        Some(Slice { label: item.label.clone(), amount: item.amount.clone()?, share: "1%".to_owned() })
    });
    let target = items.iter().find_map(|item| item.amount.clone());
    let mut charts = vec![
        Chart::Bars(items.to_vec()),
        Chart::Pairs(pairs.collect()),
        Chart::Line { points: items.to_vec(), unit: "<&>".to_owned() },
        Chart::Donut { slices: slices.collect(), whole: ["1".to_owned(), String::new()] },
    ];
    let reached = items.first().and_then(|item| item.amount.clone());
    charts.extend(target.map(|target| Chart::Progress { reached, target, share: String::new() }));
    charts
}

/// Every length of an element: percentages lie within the chart, `em` within its height, nothing is below zero.
fn assert_inside(name: &str, value: &str, height: f64) {
    let (digits, most) = match (value.strip_suffix('%'), value.strip_suffix("em")) {
        (Some(digits), _) => (digits, 100.0),
        (_, Some(digits)) => (digits, height),
        _ => (value, f64::INFINITY),
    };
    let number: f64 = digits.parse().unwrap_or_else(|_| panic!("{name}=\"{value}\" is no length"));
    assert!((0.0..=most).contains(&number), "{name}=\"{value}\" lies outside");
}

fn assert_sound(svg: &str) {
    let mut reader = quick_xml::Reader::from_str(svg);
    let mut height = f64::INFINITY;
    let (mut depth, mut inner) = (0, false);
    loop {
        let event = reader.read_event().unwrap_or_else(|error| panic!("{error}: {svg}"));
        match &event {
            Event::Start(element) | Event::Empty(element) => {
                let starts = matches!(event, Event::Start(_));
                depth += i32::from(starts);
                for attribute in element.attributes() {
                    let attribute = attribute.expect("an attribute");
                    let name = attribute.key.as_ref().to_owned();
                    let value = attribute.value.to_string();
                    assert!(!["style", "id"].contains(&name.as_str()) && !name.starts_with("on"), "{name} in {svg}");
                    if name == "height" && depth == 1 && starts {
                        height = value.strip_suffix("em").and_then(|digits| digits.parse().ok()).expect("a height");
                    } else if ["x", "y", "x1", "x2", "y1", "y2", "cx", "cy", "width", "height", "r"].contains(&&*name)
                        && !inner
                    {
                        assert_inside(&name, &value, height + 0.01);
                    }
                }
                inner |= starts && depth == 2 && element.name().as_ref() == "svg";
            }
            Event::End(element) => {
                inner &= !(depth == 2 && element.name().as_ref() == "svg");
                depth -= 1;
            }
            Event::Eof => break,
            _ => {}
        }
    }
    assert_eq!(depth, 0, "{svg}");
}

/// Where a text of a chart reaches on the narrowest phone: from, to and the height of its line, in hundredths of an `em`.
struct Written {
    text: String,
    from: i32,
    to: i32,
    line: i32,
}

/// The texts of a chart, but for those in the ring of a donut, which has a scale of its own.
fn written(svg: &str) -> Vec<Written> {
    let mut reader = quick_xml::Reader::from_str(svg);
    let (mut depth, mut open, mut texts) = (0, None::<(BTreeMap<String, String>, String)>, Vec::new());
    loop {
        match reader.read_event().unwrap_or_else(|error| panic!("{error}: {svg}")) {
            Event::Start(element) => {
                depth += 1;
                let attributes = element.attributes().map(|attribute| attribute.expect("an attribute"));
                let named = attributes.map(|one| (one.key.as_ref().to_owned(), one.value.to_string()));
                open = (depth == 2 && element.name().as_ref() == "text").then(|| (named.collect(), String::new()));
            }
            Event::Text(text) => {
                if let Some((_, whole)) = &mut open {
                    whole.push_str(&text);
                }
            }
            Event::GeneralRef(name) => {
                if let Some((_, whole)) = &mut open {
                    let known = [("lt", "<"), ("gt", ">"), ("amp", "&"), ("quot", "\""), ("apos", "'")];
                    let name: &str = &name;
                    whole.push_str(known.iter().find(|(known, _)| *known == name).expect("a known name").1);
                }
            }
            Event::End(_) => {
                depth -= 1;
                texts.extend(open.take().map(|(attributes, text)| placed(&attributes, text)));
            }
            Event::Eof => return texts,
            _ => {}
        }
    }
}

fn placed(attributes: &BTreeMap<String, String>, text: String) -> Written {
    let of = |name: &str| attributes.get(name).map(String::as_str);
    let hundredths = |name: &str| {
        let length = of(name).unwrap_or("0").trim_end_matches(['e', 'm', '%']);
        let (whole, rest) = length.split_once('.').unwrap_or((length, ""));
        let rest: i32 = format!("{rest:0<2}").parse().expect("decimals");
        whole.parse::<i32>().expect("a length") * 100 + rest
    };
    let letters = if of("class") == Some("c-value") { Letters::Bold } else { Letters::Plain };
    let width = letters.width(&text).0;
    let start = hundredths("x") * ROOM.0 / 10_000 + hundredths("dx");
    let from = match of("text-anchor") {
        Some("end") => start - width,
        Some("middle") => start - width / 2,
        _ => start,
    };
    Written { text, from, to: from + width, line: hundredths("y") }
}

/// No text leaves the chart, and none lies on another.
fn assert_room(svg: &str) {
    let texts = written(svg);
    for (index, one) in texts.iter().enumerate() {
        let Written { text, from, to, .. } = one;
        assert!(*from >= -1 && *to <= ROOM.0 + 1, "{text:?} reaches from {from} to {to} in {svg}");
        for other in &texts[..index] {
            let apart = *from >= other.to || other.from >= *to || (one.line - other.line).abs() >= 100;
            assert!(apart, "{text:?} lies on {:?} in {svg}", other.text);
        }
    }
}

#[test]
fn long_names_and_large_numbers_have_room() {
    let long = |text: &str| Amount { text: text.to_owned(), ..exact("120389003").expect("an amount") };
    let names = ["希望工程和困难学生资助帮扶", "Rural revitalisation and services for the countryside", "Jobs", "3月"];
    let numbers = [
        "约120,389,003人次",
        "about 120,389,003 people",
        "1.2亿人次",
        "over 9,120,389,003 participants in online courses",
    ];
    for number in numbers {
        let items: Vec<Item> = names.map(|name| item(name, Some(long(number)))).to_vec();
        let note = format!("A year before: {number}, down about 20%");
        let pair = |item: &Item| Pair {
            label: item.label.clone(),
            now: item.amount.clone(),
            before: item.amount.clone(),
            note: note.clone(),
        };
        let slice =
            |item: &Item| Slice { label: item.label.clone(), amount: long(number), share: "about 25%".to_owned() };
        let mut charts = vec![
            Chart::Bars(items.clone()),
            Chart::Pairs(items.iter().map(pair).collect()),
            Chart::Line { points: items.clone(), unit: "单位：人次".to_owned() },
            Chart::Donut {
                slices: items.iter().map(slice).collect(),
                whole: ["about 120,389,003".to_owned(), "people".to_owned()],
            },
        ];
        for target in ["1", "60000000", "900000000"] {
            let target = Amount { text: format!("Target for 2023: {number}"), ..exact(target).expect("an amount") };
            charts.push(Chart::Progress { reached: Some(long(number)), target, share: "about 391%".to_owned() });
        }
        for chart in charts {
            let svg = draw(&chart, &Heading::default());
            assert_room(&svg);
            assert!(matches!(chart, Chart::Line { .. }) || !svg.contains('…'), "nothing is cut: {svg}");
        }
    }
}

proptest! {
    #[test]
    fn any_chart_is_sound_and_the_same_twice(items in any_items(), title in any::<String>()) {
        let heading = Heading { title, description: "<desc>".to_owned() };
        for chart in charts_of(&items) {
            let svg = draw(&chart, &heading);
            assert_sound(&svg);
            assert_room(&svg);
            prop_assert_eq!(&svg, &draw(&chart, &heading));
            prop_assert!(!svg.contains("NaN"));
        }
    }
}

#[test]
fn no_items_and_nothing_stated_are_drawn_too() {
    for items in [vec![], vec![item("甲", None)], vec![item("", exact("0"))]] {
        charts_of(&items).iter().for_each(|chart| assert_sound(&draw(chart, &Heading::default())));
    }
}
