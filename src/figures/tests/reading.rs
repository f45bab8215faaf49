use proptest::prelude::*;

use super::*;
use Bound::{About, AtLeast, AtMost, Exact};
use WarningKind::{BoundedZero, DoubledBound, LooksExact, MisplacedBound, MixedForm, NotRound, OverHundred};

/// What is written, the unit of its metric, and the figure that it is.
const READ: &[(&str, &str, &str, Bound)] = &[
    // Digits and separators.
    ("409", "个", "409", Exact),
    ("0", "个", "0", Exact),
    ("007", "个", "7", Exact),
    (" 409 ", "个", "409", Exact),
    ("４０９", "个", "409", Exact),
    ("３，２００", "人", "3200", Exact),
    ("3,200", "人", "3200", Exact),
    ("3，200", "人", "3200", Exact),
    ("1,234,567", "元", "1234567", Exact),
    ("12,345.6", "元", "12345.6", Exact),
    ("1\u{2009}234\u{2009}567", "元", "1234567", Exact),
    ("1\u{a0}234", "元", "1234", Exact),
    ("38.40", "元", "38.4", Exact),
    ("３８．４", "元", "38.4", Exact),
    ("0.1", "小时", "0.1", Exact),
    ("0.000001", "小时", "0.000001", Exact),
    ("0.00000100000", "小时", "0.000001", Exact),
    ("1000000000000000", "元", "1000000000000000", Exact),
    ("\u{feff}136\u{200b}个", "个", "136", Exact),
    // Units.
    ("136个", "个", "136", Exact),
    ("136 个", "个", "136", Exact),
    ("384元", "元", "384", Exact),
    ("80场次", "场次", "80", Exact),
    ("80场", "场", "80", Exact),
    ("200人", "人", "200", Exact),
    ("12.5小时", "小时", "12.5", Exact),
    ("1000元/人", "元/人", "1000", Exact),
    ("30千克", "千克", "30", Exact),
    ("3千千克", "千克", "3000", Exact),
    ("38.4万元", "万元", "38.4", Exact),
    ("7", "", "7", Exact),
    // 千 万 亿.
    ("38.4万", "元", "384000", Exact),
    ("38.4 万元", "元", "384000", Exact),
    ("38.4万元", "元", "384000", Exact),
    ("３８．４万元", "元", "384000", Exact),
    ("2千", "个", "2000", Exact),
    ("3千", "个", "3000", Exact),
    ("5百", "个", "500", Exact),
    ("1.5千", "个", "1500", Exact),
    ("2千万", "元", "20000000", Exact),
    ("1.5千万", "元", "15000000", Exact),
    ("3百万元", "元", "3000000", Exact),
    ("1.2亿", "元", "120000000", Exact),
    ("1亿3000万", "元", "130000000", Exact),
    ("1亿2千万元", "元", "120000000", Exact),
    ("1.2万亿", "元", "1200000000000", Exact),
    ("3万2千", "元", "32000", Exact),
    ("3万2千5百", "元", "32500", Exact),
    ("3萬", "元", "30000", Exact),
    ("0.3万", "元", "3000", Exact),
    ("0万", "元", "0", Exact),
    ("1,200万", "元", "12000000", Exact),
    // Chinese numerals.
    ("三百八十四", "名", "384", Exact),
    ("三百八十四名", "名", "384", Exact),
    ("两千", "名", "2000", Exact),
    ("一万二千", "名", "12000", Exact),
    ("十", "名", "10", Exact),
    ("十二", "名", "12", Exact),
    ("二十", "名", "20", Exact),
    ("二十五", "名", "25", Exact),
    ("一百零五", "名", "105", Exact),
    ("一百一十", "名", "110", Exact),
    ("一千零二十", "名", "1020", Exact),
    ("一千零一十六", "名", "1016", Exact),
    ("三万零二", "名", "30002", Exact),
    ("三万二", "名", "32000", Exact),
    ("二百五", "名", "250", Exact),
    ("一万〇五百", "名", "10500", Exact),
    ("一亿零三十", "元", "100000030", Exact),
    ("三千五百万", "元", "35000000", Exact),
    ("十万", "元", "100000", Exact),
    ("二十三万四千", "元", "234000", Exact),
    ("二〇二三", "元", "2023", Exact),
    ("一二〇", "元", "120", Exact),
    ("零", "元", "0", Exact),
    ("〇", "元", "0", Exact),
    ("三点八万", "元", "38000", Exact),
    ("九十八点五", "小时", "98.5", Exact),
    ("叁佰捌拾肆元", "元", "384", Exact),
    ("伍萬元", "元", "50000", Exact),
    // Percentages.
    ("98.5%", "%", "98.5", Exact),
    ("98.5％", "%", "98.5", Exact),
    ("98.5", "%", "98.5", Exact),
    ("百分之九十八点五", "%", "98.5", Exact),
    ("百分之98.5", "%", "98.5", Exact),
    ("百分之百", "%", "100", Exact),
    ("近98%", "%", "98", AtMost),
    ("98%以上", "%", "98", AtLeast),
    ("98以上", "%", "98", AtLeast),
    // Bounds before the number.
    ("近500", "人", "500", AtMost),
    ("近2千", "人", "2000", AtMost),
    ("近 200 人", "人", "200", AtMost),
    ("将近200人", "人", "200", AtMost),
    ("接近200", "人", "200", AtMost),
    ("不足30", "人", "30", AtMost),
    ("不到30人", "人", "30", AtMost),
    ("不超过30人", "人", "30", AtMost),
    ("至多30人", "人", "30", AtMost),
    ("<30", "人", "30", AtMost),
    ("超10万", "元", "100000", AtLeast),
    ("超7.7万", "人", "77000", AtLeast),
    ("超过10万元", "元", "100000", AtLeast),
    ("逾千人", "人", "1000", AtLeast),
    ("逾1500", "人", "1500", AtLeast),
    ("至少80", "场次", "80", AtLeast),
    ("不少于80场次", "场次", "80", AtLeast),
    ("突破10万元", "元", "100000", AtLeast),
    ("≥80", "场次", "80", AtLeast),
    ("＞80", "场次", "80", AtLeast),
    (">=80", "场次", "80", AtLeast),
    ("约50", "人", "50", About),
    ("约50人", "人", "50", About),
    ("大约50人", "人", "50", About),
    ("约三百人", "人", "300", About),
    ("约为50", "人", "50", About),
    ("～50", "人", "50", About),
    ("≈50", "人", "50", About),
    ("近百", "人", "100", AtMost),
    ("近千人", "人", "1000", AtMost),
    ("上百人", "人", "100", AtLeast),
    ("上万", "人", "10000", AtLeast),
    ("过万人", "人", "10000", AtLeast),
    // Bounds after the number.
    ("80余", "场次", "80", AtLeast),
    ("80余场次", "场次", "80", AtLeast),
    ("80多场次", "场次", "80", AtLeast),
    ("100多", "人", "100", AtLeast),
    ("20以上", "人", "20", AtLeast),
    ("20人以上", "人", "20", AtLeast),
    ("500+", "人", "500", AtLeast),
    ("500＋", "人", "500", AtLeast),
    ("50以内", "人", "50", AtMost),
    ("50人以内", "人", "50", AtMost),
    ("50人以下", "人", "50", AtMost),
    ("100左右", "人", "100", About),
    ("100人左右", "人", "100", About),
    ("100上下", "人", "100", About),
    ("20来个", "个", "20", About),
    ("2万余人", "人", "20000", AtLeast),
    ("２万余人", "人", "20000", AtLeast),
    ("1万多名", "名", "10000", AtLeast),
    ("3.2万余元", "元", "32000", AtLeast),
    ("3万余", "元", "30000", AtLeast),
    ("35万余元", "元", "350000", AtLeast),
    ("20余万元", "元", "200000", AtLeast),
    ("十余万元", "元", "100000", AtLeast),
    ("100多万", "元", "1000000", AtLeast),
    ("百余万元", "元", "1000000", AtLeast),
    ("十余", "场次", "10", AtLeast),
    ("十几个", "个", "10", AtLeast),
    ("二十多人", "人", "20", AtLeast),
    ("百余人", "人", "100", AtLeast),
    ("千余人", "人", "1000", AtLeast),
    ("三百余名", "名", "300", AtLeast),
    ("两千多", "名", "2000", AtLeast),
    ("5千余人", "人", "5000", AtLeast),
    ("4500余", "人", "4500", AtLeast),
];

#[test]
fn what_people_write_is_read() {
    let all = metrics();
    for (text, unit, value, bound) in READ {
        let reading = read_text(text, &all[*unit], &all).unwrap_or_else(|problem| panic!("{text}: {problem:?}"));
        assert_eq!(reading.figure, figure(value, *bound), "{text}");
        assert_eq!(reading.warnings, [], "{text}");
    }
}

/// What is warned about, and the characters that are meant.
type Odd = (WarningKind, usize, usize);

/// What is odd but read as it stands.
const ODD: &[(&str, &str, &str, Bound, &[Odd])] = &[
    ("53余", "场次", "53", AtLeast, &[(NotRound, 2, 1)]),
    ("35余人", "人", "35", AtLeast, &[(NotRound, 2, 1)]),
    ("5多", "人", "5", AtLeast, &[(NotRound, 1, 1)]),
    ("三百八十四余", "人", "384", AtLeast, &[(NotRound, 5, 1)]),
    ("3余万", "元", "30000", AtLeast, &[(MisplacedBound, 1, 1)]),
    ("十二余万", "元", "120000", AtLeast, &[(MisplacedBound, 2, 1)]),
    ("约3200余", "人", "3200", About, &[(DoubledBound, 5, 1)]),
    ("约3200余人", "人", "3200", About, &[(DoubledBound, 5, 1)]),
    ("近100多人", "人", "100", About, &[(DoubledBound, 4, 1)]),
    ("超过100余", "人", "100", AtLeast, &[(DoubledBound, 5, 1)]),
    ("约100左右", "人", "100", About, &[(DoubledBound, 4, 2)]),
    ("最少20以上", "人", "20", AtLeast, &[(DoubledBound, 4, 2)]),
    ("约3217人", "人", "3217", About, &[(LooksExact, 1, 4)]),
    ("近3217人", "人", "3217", AtMost, &[(LooksExact, 1, 4)]),
    ("超1217", "人", "1217", AtLeast, &[(LooksExact, 1, 4)]),
    ("超100%", "%", "100", AtLeast, &[(OverHundred, 1, 3)]),
    ("102%", "%", "102", Exact, &[(OverHundred, 0, 3)]),
    ("1万7200", "元", "17200", Exact, &[(MixedForm, 0, 6)]),
    ("约0", "人", "0", About, &[(BoundedZero, 1, 1)]),
];

#[test]
fn what_is_odd_is_read_with_a_warning() {
    let all = metrics();
    for (text, unit, value, bound, warnings) in ODD {
        let reading = read_text(text, &all[*unit], &all).unwrap_or_else(|problem| panic!("{text}: {problem:?}"));
        assert_eq!(reading.figure, figure(value, *bound), "{text}");
        let found: Vec<_> = reading.warnings.iter().map(|warning| (warning.kind, warning.at, warning.width)).collect();
        assert_eq!(found, *warnings, "{text}");
    }
}

#[test]
#[expect(clippy::too_many_lines, reason = "a table of cases, one a line")]
fn what_is_no_figure_is_refused_where_it_goes_wrong() {
    use ProblemKind::*;
    let other = |unit: &str, metric: &str| OtherUnit { unit: unit.into(), metric: metric.into() };
    let unknown = |text: &str| UnknownText { text: text.into() };
    let rows: Vec<(&str, &str, ProblemKind, usize, usize)> = vec![
        ("", "人", Empty, 0, 0),
        ("  ", "人", Empty, 0, 2),
        ("约", "人", NoNumber, 0, 1),
        ("人", "人", NoNumber, 0, 1),
        ("很好", "人", NoNumber, 0, 2),
        ("百", "人", NoNumber, 0, 1),
        ("万", "人", NoNumber, 0, 1),
        ("NaN", "人", NoNumber, 0, 3),
        ("-5", "人", Negative, 0, 1),
        ("－5", "人", Negative, 0, 1),
        ("−5", "人", Negative, 0, 1),
        ("负五", "人", Negative, 0, 1),
        ("约 -5", "人", Negative, 2, 1),
        ("98%", "人", Percent, 2, 1),
        ("98％", "元/人", Percent, 2, 1),
        ("百分之九十", "人", Percent, 0, 3),
        ("80人", "场次", other("人", "人"), 2, 1),
        ("80人次", "场次", other("人次", "人"), 2, 2),
        ("80人次", "人", SummedUnit { unit: "人次".into() }, 2, 2),
        ("近500余人次", "人", SummedUnit { unit: "人次".into() }, 5, 2),
        ("3.2万余元", "人", other("元", "元"), 5, 1),
        ("80个", "场次", other("个", "个"), 2, 1),
        ("80场次", "场", other("场次", "场次"), 2, 2),
        ("80位", "人", unknown("位"), 2, 1),
        ("136个岗位", "个", unknown("岗位"), 4, 2),
        ("80人人", "人", unknown("人"), 3, 1),
        ("98%%", "%", unknown("%"), 3, 1),
        ("共80人", "人", unknown("共"), 0, 1),
        ("1e5", "人", unknown("e5"), 1, 2),
        ("0x10", "人", unknown("x10"), 1, 3),
        ("1.2.3", "人", unknown(".3"), 3, 2),
        ("80?", "人", unknown("?"), 2, 1),
        ("100-150", "人", Range, 3, 4),
        ("100~150人", "人", Range, 3, 5),
        ("100～150", "人", Range, 3, 4),
        ("100—150", "人", Range, 3, 4),
        ("100至150人", "人", Range, 3, 5),
        ("5万～10万人", "人", Range, 2, 5),
        ("5万到10万", "人", Range, 2, 4),
        ("100人或150人", "人", Range, 4, 5),
        ("三四百", "人", Range, 0, 2),
        ("七八十人", "人", Range, 0, 2),
        ("两三", "人", Range, 0, 2),
        ("十三四", "人", Range, 1, 2),
        ("100±5", "人", Range, 3, 2),
        ("数十", "人", Vague, 0, 1),
        ("几百人", "人", Vague, 0, 1),
        ("近几十", "人", Vague, 1, 1),
        ("若干", "人", Vague, 0, 2),
        ("12,34", "人", Separator, 2, 1),
        ("1,2345", "人", Separator, 1, 1),
        ("1234,567", "人", Separator, 4, 1),
        ("3 200", "人", Separator, 1, 1),
        ("1，2", "人", Separator, 1, 1),
        ("5.", "人", DecimalPoint, 1, 1),
        (".5", "人", DecimalPoint, 0, 1),
        ("3万2", "人", Numeral, 2, 1),
        ("3.2万5千", "人", Numeral, 0, 6),
        ("2千15百", "人", Numeral, 2, 3),
        ("1亿20000万", "元", Numeral, 2, 6),
        ("一百零", "人", Numeral, 2, 1),
        ("亿万", "人", Numeral, 0, 2),
        ("3亿亿", "人", Numeral, 0, 3),
        ("百千", "人", Numeral, 1, 1),
        ("3五", "人", Numeral, 1, 1),
        ("99999999999999999999", "人", TooLarge, 0, 20),
        ("1000000000000001", "元", TooLarge, 0, 16),
        ("9999999999999999万亿", "元", TooLarge, 0, 18),
        ("0.0000001", "小时", TooPrecise, 0, 9),
        ("3.00000000000000001", "小时", TooPrecise, 0, 19),
        ("true", "人", NoNumber, 0, 4),
    ];
    let all = metrics();
    let wrong = rows.into_iter().filter_map(|(text, unit, kind, at, width)| {
        let (found, wanted) = (read_text(text, &all[unit], &all), Err(FigureProblem { kind, at, width }));
        (found != wanted).then(|| format!("{text}: {found:?}"))
    });
    assert_eq!(wrong.collect::<Vec<_>>(), Vec::<String>::new());
}

#[test]
fn numbers_of_toml_are_read() {
    let all = metrics();
    let people = &all["人"];
    assert_eq!(read_integer(409, people).map(|reading| reading.figure), Ok(figure("409", Exact)));
    assert_eq!(read_integer(-1, people).map_err(|problem| problem.kind), Err(ProblemKind::Negative));
    assert_eq!(read_integer(i64::MAX, people).map_err(|problem| problem.kind), Err(ProblemKind::TooLarge));
    assert_eq!(read_float(0.1, people).map(|reading| reading.figure), Ok(figure("0.1", Exact)));
    assert_eq!(read_float(-0.0, people).map(|reading| reading.figure), Ok(figure("0", Exact)));
    let refused = [
        (f64::NAN, ProblemKind::NotFinite),
        (f64::INFINITY, ProblemKind::NotFinite),
        (1e300, ProblemKind::TooLarge),
        (1e-300, ProblemKind::TooPrecise),
        (-1e300, ProblemKind::Negative),
        (-2.5, ProblemKind::Negative),
    ];
    for (value, kind) in refused {
        assert_eq!(read_float(value, people).map_err(|problem| problem.kind), Err(kind), "{value}");
    }
    let rate = read_float(102.5, &all["%"]).expect("a figure");
    assert_eq!(rate.warnings.first().map(|warning| warning.kind), Some(OverHundred));
}

#[test]
fn the_table_form_is_the_same_spelled_out() {
    let all = metrics();
    let people = &all["人"];
    let bounded = |text: &str, name: &str| with_bound(read_text(text, people, &all).expect("a figure"), name, people);
    let kinds = |reading: &Reading| reading.warnings.iter().map(|warning| warning.kind).collect::<Vec<_>>();

    let spelled = bounded("80", "at-least").expect("a figure");
    assert_eq!((spelled.figure, kinds(&spelled)), (figure("80", AtLeast), vec![]));
    let same = bounded("80余", "at-least").expect("a figure");
    assert_eq!((same.figure, kinds(&same)), (figure("80", AtLeast), vec![]));
    let contrary = bounded("近80", "at-least").expect("a figure");
    assert_eq!((contrary.figure, kinds(&contrary)), (figure("80", About), vec![DoubledBound]));
    let denied = bounded("80余", "exact").expect("a figure");
    assert_eq!((denied.figure, kinds(&denied)), (figure("80", AtLeast), vec![DoubledBound]));
    assert_eq!(kinds(&bounded("3217", "about").expect("a figure")), [LooksExact]);
    let kind = ProblemKind::UnknownBound { name: "atleast".into() };
    assert_eq!(bounded("80", "atleast"), Err(FigureProblem { kind, at: 0, width: 7 }));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    /// No text makes the reader panic, and a problem always lies inside the text.
    #[test]
    fn any_text_is_read_or_refused_in_its_place(
        text in "[0-9０-９.,，．%％约近超余多左右以上万亿千百十零〇一二三九两点人次个元场 \u{2009}～~-]{0,14}|\\PC{0,20}"
    ) {
        let all = metrics();
        let length = text.chars().count();
        for metric in all.values() {
            match read_text(&text, metric, &all) {
                Ok(reading) => prop_assert!(!reading.figure.value().is_sign_negative()),
                Err(problem) => prop_assert!(problem.at + problem.width <= length.max(1), "{text} {problem:?}"),
            }
        }
    }

    /// A number is read the same in digits, with separators, in full width and followed by its unit.
    #[test]
    fn a_number_is_the_same_in_every_form(number in 0_u64..1_000_000_000_000) {
        let all = metrics();
        let english = Phrase { number: number.into(), bound: Exact, firm: true }.english("");
        let wide: String = number.to_string().chars().map(|digit| char::from_u32(digit as u32 + 0xFEE0).expect("a digit")).collect();
        for text in [number.to_string(), english, wide, format!("{number}元")] {
            let reading = read_text(&text, &all["元"], &all).expect("a figure");
            prop_assert_eq!(reading.figure.value(), Decimal::from(number));
        }
    }
}
