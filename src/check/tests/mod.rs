//! A labelled corpus: numbers of people in every disguise, and what only looks like one. The numbers are made here.

mod persons;
mod privacy;
mod wording;

use super::*;

/// The day of the tests.
pub(super) fn today() -> Day {
    Day::new(2023, 7, 10).expect("a day")
}

/// An identity card with a right check character.
pub(super) fn identity(area: &str, born: &str, order: u32) -> String {
    let body = format!("{area}{born}{order:03}");
    let sum: u32 =
        body.bytes().enumerate().map(|(at, byte)| u32::from(byte - b'0') * (2_u32.pow(17 - at as u32) % 11)).sum();
    let check = (12 - sum % 11) % 11;
    if check == 10 { format!("{body}X") } else { format!("{body}{check}") }
}

/// A mobile number.
pub(super) fn mobile(prefix: u32, rest: u32) -> String {
    format!("1{prefix:02}{:08}", rest % 100_000_000)
}

/// A card number that passes Luhn's test.
fn card(head: &str, length: usize, seed: u64) -> String {
    let mut digits = head.to_owned();
    let mut state = seed;
    while digits.len() < length - 1 {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        digits.push(char::from(b'0' + (state >> 33) as u8 % 10));
    }
    let luhn = |digits: &str| -> u32 {
        digits
            .bytes()
            .rev()
            .enumerate()
            .map(|(place, byte)| {
                let digit = u32::from(byte - b'0');
                if place % 2 == 1 { digit } else { digit * 2 / 10 + digit * 2 % 10 }
            })
            .sum()
    };
    let check = (10 - luhn(&digits) % 10) % 10;
    digits.push(char::from(b'0' + check as u8));
    digits
}

fn full_width(digits: &str) -> String {
    digits.chars().map(|one| char::from_u32(one as u32 + 0xFEE0).expect("a full-width form")).collect()
}

fn grouped(digits: &str, lengths: &[usize], mark: &str) -> String {
    let mut parts = Vec::new();
    let mut rest = digits;
    for length in lengths {
        let (head, tail) = rest.split_at(*length);
        parts.push(head.to_owned());
        rest = tail;
    }
    parts.push(rest.to_owned());
    parts.join(mark)
}

/// One number in many disguises, each a Markdown body.
fn disguises(digits: &str, lengths: &[usize], label: &str) -> Vec<String> {
    let mut all: Vec<String> = [
        " ", "-", "·", ".", "　", "－", "\u{200B}", "\u{FEFF}", "\u{AD}", "\n", "**", "<b></b>", "[^1]", "`", "&nbsp;",
        "&#8203;",
    ]
    .iter()
    .map(|mark| format!("{label}{}，请保存。", grouped(digits, lengths, mark)))
    .collect();
    let entities: String = digits.chars().map(|one| format!("&#{};", one as u32)).collect();
    all.extend([
        format!("{label}{digits}。"),
        format!("{label}：{}", full_width(digits)),
        format!("**{digits}**"),
        format!("{label}{entities}。"),
        format!("| 姓 | 号码 |\n|---|---|\n| 甲 | {digits} |"),
        format!("- {digits}\n- 乙"),
        format!("> {label}\n> {digits}"),
        format!("正文[^1]。\n\n[^1]: {label}{digits}"),
        format!("```\n{digits}\n```"),
        format!("`{digits}`"),
        format!("    {digits}"),
        format!("![{label}{digits}](a.jpg)"),
        format!("[{digits}](a.md)"),
        format!("[文字](a.md \"{digits}\")"),
        format!("<span title=\"{digits}\">甲</span>"),
        format!("<p>{}</p>", grouped(digits, lengths, "<wbr>")),
        format!("<p>{}</p>", grouped(digits, lengths, "<br>")),
        format!("# {label}{digits}"),
        format!("{{{{ attachment(file=\"a.pdf\", title=\"{digits}\") }}}}"),
        format!("（{digits}）"),
        format!("2023年\n{digits}"),
    ]);
    all
}

fn kinds(body: &str) -> Vec<numbers::Kind> {
    let folded = peel::markdown(body, 0..body.len());
    numbers::find_numbers(&folded.text, today()).into_iter().map(|number| number.kind).collect()
}

#[test]
fn every_identity_card_is_found_in_every_disguise() {
    let numbers = [
        identity("150525", "19900101", 1),
        identity("110105", "19491231", 2),
        identity("440524", "18800101", 1),
        identity("340524", "19800101", 1),
        identity("650102", "20121130", 427),
    ];
    assert!(numbers.iter().any(|number| number.ends_with('X')), "{numbers:?}");
    let mut missed = Vec::new();
    for number in &numbers {
        for body in disguises(number, &[6, 8], "身份证号") {
            if !matches!(kinds(&body)[..], [numbers::Kind::Identity]) {
                missed.push((kinds(&body), body));
            }
        }
        for body in [format!("学籍号G{number}"), number.to_lowercase(), format!("ID:{number}")] {
            assert_eq!(kinds(&body), [numbers::Kind::Identity], "{body}");
        }
    }
    assert!(missed.is_empty(), "{missed:#?}");
}

#[test]
fn every_mobile_number_is_found_in_every_disguise() {
    let mut missed = Vec::new();
    for (prefix, rest) in
        [(38, 138_000), (39, 98_765_432), (99, 1_234_567), (47, 70_707_070), (66, 31_415_926), (50, 20_230_630)]
    {
        let number = mobile(prefix, rest);
        let own = [
            format!("+86 {}", grouped(&number, &[3, 4], "-")),
            format!("+86{number}"),
            format!("(+86){number}"),
            format!("86-{number}"),
            format!("0086{number}"),
            format!("<tel:{number}>"),
            format!("[打电话](tel:{number})"),
            format!("[打电话](tel:+86-{number})"),
            format!("<a href=\"tel:{number}\">打电话</a>"),
            format!("Tel{number}"),
            format!("[报名](https://example.org/join?tel={number})"),
            format!("{}和{}", number, mobile(58, 11_223_344)),
            format!("{} {}", number, mobile(58, 11_223_344)),
            format!("①{number}"),
            format!("电话：{}。", grouped(&number, &[1; 10], " ")),
            format!("电话：{}。", grouped(&number, &[4, 4], " ")),
            format!("联系人：王老师{number}（微信同号）"),
        ];
        for body in disguises(&number, &[3, 4], "联系电话").into_iter().chain(own) {
            if !kinds(&body).contains(&numbers::Kind::Mobile) {
                missed.push((kinds(&body), body));
            }
        }
    }
    assert!(missed.is_empty(), "{missed:#?}");
}

#[test]
fn bank_cards_are_found_with_their_words_and_the_commonest_without() {
    for (head, length) in [("622202", 19), ("621700", 19), ("6225", 16), ("4563", 16), ("5187", 16)] {
        let number = card(head, length, 7);
        assert_eq!(kinds(&format!("卡号：{number}")), [numbers::Kind::BankCard]);
        assert_eq!(kinds(&format!("开户账号 {}", grouped(&number, &[4, 4, 4], " "))), [numbers::Kind::BankCard]);
        let alone = if head.starts_with("62") { vec![numbers::Kind::PossibleCard] } else { Vec::new() };
        assert_eq!(kinds(&format!("汇到{number}即可")), alone);
    }
}

#[test]
fn a_word_nearby_hides_no_mobile_number() {
    let number = mobile(38, 12_345_678);
    let texts = [
        "联系电话：Ⓜ 人社局王某",
        "联系电话Ⓜ人事科",
        "报名电话：Ⓜ元旦期间不休",
        "电话：Ⓜ 万主任",
        "手机Ⓜ百货大楼王某",
        "电话Ⓜ千万不要打错",
        "拨打Ⓜ个人热线",
        "Ⓜ人事科",
        "快递员王师傅Ⓜ",
        "商品咨询Ⓜ",
        "发票找王某Ⓜ",
        "QQ群主王某Ⓜ",
        "备案事宜王某Ⓜ",
        "许可证办理王某Ⓜ",
        "编号1 王某 Ⓜ",
        "工号12王某Ⓜ",
        "1号选手王某（编号A1）Ⓜ",
        "tel_Ⓜ",
        "幸福路5号Ⓜ",
        "微信号：Ⓜ",
        "支付宝账号：Ⓜ",
        "手机号码 Ⓜ",
        "联系号码：Ⓜ",
        "热线号Ⓜ",
        "传真号Ⓜ",
        "号码：Ⓜ",
        "Phone No. Ⓜ",
        "WeChat ID: Ⓜ",
        "电话（办公室）：Ⓜ",
        "订单联系电话：Ⓜ",
        "[x](https://a.example/?t=Ⓜ)",
        "1.王某，编号A1，Ⓜ",
        "| 编号 | 电话 | 单位 |\n|---|---|---|\n| 1 | Ⓜ | 个 |",
        "| 编号 | 姓名 |\n|---|---|\n| 王某 Ⓜ | 甲 |",
    ];
    let missed: Vec<_> =
        texts.iter().filter(|text| kinds(&text.replace('Ⓜ', &number)) != [numbers::Kind::Mobile]).collect();
    assert!(missed.is_empty(), "{missed:#?}");
}

#[test]
fn an_identity_card_in_an_address_is_found() {
    let number = identity("150525", "19900101", 1);
    for address in
        ["https://a.example/?sfz=Ⓘ", "https://a.example/idcard/Ⓘ.html", "files/Ⓘ.html", "https://a.example/?id=Ⓘ"]
    {
        assert_eq!(kinds(&format!("[甲]({})", address.replace('Ⓘ', &number))), [numbers::Kind::Identity], "{address}");
    }
}

/// What only looks like a number of a person (conventions, section 4). A circled M is a mobile number, a circled B an identity
/// card with a wrong check character, a circled I one with a right one.
fn traps() -> Vec<String> {
    let number = mobile(38, 12_345_678);
    let mistyped = format!("{}1", &identity("110105", "19491231", 2)[..17]);
    let right = identity("110105", "19491231", 2);
    let mut traps: Vec<String> = include_str!("traps.txt")
        .lines()
        .map(|trap| trap.replace('Ⓜ', &number).replace('Ⓑ', &mistyped).replace('Ⓘ', &right).replace('⏎', "\n"))
        .collect();
    traps.push(format!("相关系数0.{}", identity("150525", "19900101", 1)));
    traps.push(format!("各季度人数{}", grouped(&number, &[4, 4], " ")));
    traps.push(format!("微信公众号阅读量{}", grouped(&number, &[4, 4], " ")));
    traps.push(grouped(&number, &[3, 4], "/"));
    traps.push(grouped(&number, &[3, 4], "\n\n"));
    traps.push(format!("- {}", grouped(&number, &[3, 4], "\n- ")));
    let table =
        |head: &str, cell: &str| format!("| 姓名 | {head} | 服务电话 |\n|---|---|---|\n| 甲 | {cell} | 12355 |");
    traps.extend(["编号", "场次", "参加人数", "序号"].map(|head| table(head, &grouped(&number, &[4, 4], " "))));
    traps.extend(["订单号", "金额", "资金（万元）", "**编号**"].map(|head| table(head, &number)));
    let html = |head: &str| {
        format!(
            "<table>\n<thead>\n<tr>\n<th scope=\"col\">{head}</th>\n</tr>\n</thead>\n<tr>\n<td>{number}</td>\n</tr>\n</table>"
        )
    };
    traps.extend(["订单号", "金额", "资金（元）"].map(html));
    // Orders, times and serial numbers of many lengths.
    for at in 0..60_u64 {
        traps.push(format!("订单号：{}", 1_000_000_000_000_000 + at * 7_919_131));
        traps.push(format!(
            "2023{:02}{:02}{:02}{:02}{:02}{:04}",
            at % 12 + 1,
            at % 28 + 1,
            at % 24,
            at % 60,
            at % 60,
            at
        ));
        traps.push(format!("资金{}元", 384_000 + at * 13));
        traps.push(format!("0475-42{:05}", at * 997));
        traps.push(format!("蒙公网安备150525020{:05}号", at * 31));
    }
    traps
}

#[test]
fn what_stands_above_a_column_tells_what_its_numbers_are() {
    let number = mobile(88, 59_799_342);
    let (grouped, wide) = (grouped(&number, &[4, 4], " "), full_width(&number));
    for head in ["电话", "手机", "联系方式", "**联系电话**", "phone", "Mobile"] {
        for cell in [&grouped, &grouped.replace(' ', "-"), &number, &wide] {
            for body in [
                format!("| 姓名 | {head} |\n|---|---|\n| 甲 | {cell} |"),
                format!("姓名 | {head}\n--- | ---\n乙 | 无\n甲 | {cell}"),
                format!("<table><tr><th>姓名<th>{head}</tr><tr><td>甲<td>{cell}</tr></table>"),
            ] {
                assert_eq!(kinds(&body), [numbers::Kind::Mobile], "{body}");
            }
        }
    }
    let cards = card("605", 19, 3);
    assert_eq!(kinds(&format!("| 姓名 | 卡号 |\n|---|---|\n| 甲 | {cards} |")), [numbers::Kind::BankCard]);
    let sheet = format!("名单,,\n姓名,备注,手机\n甲,\"文，\n文\",{grouped}\n");
    let found = numbers::find_numbers(&peel::cells(&sheet).text, today());
    assert_eq!(found.iter().map(|one| one.kind).collect::<Vec<_>>(), [numbers::Kind::Mobile]);
}

#[test]
fn traps_are_silent() {
    let traps = traps();
    let alarms: Vec<_> = traps.iter().filter(|trap| !kinds(trap).is_empty()).map(|trap| (kinds(trap), trap)).collect();
    assert!(traps.len() > 350 && alarms.is_empty(), "{} of {}: {alarms:#?}", alarms.len(), traps.len());
}

#[test]
fn a_key_tells_what_its_number_is() {
    let found = |key: &str| {
        let head = format!("[extra]\n{key} = {}\n", mobile(38, 12_345_678));
        numbers::find_numbers(&peel::toml(&head, 0..head.len()).text, today()).len()
    };
    assert_eq!(["order_no", "orderId", "tracking_number"].map(found), [0, 0, 0]);
    assert_eq!(["phone", "contact_number", "wechat_id"].map(found), [1, 1, 1]);
}

#[test]
fn a_number_is_shown_masked() {
    assert_eq!(digits::masked(&identity("150525", "19900101", 1))[..14], *"1505**********");
    assert_eq!(digits::masked(&mobile(38, 1_234)), "138****1234");
    let line = format!("电话{}", full_width(&mobile(38, 1_234)));
    assert!(text::masked_line(&line, today()).contains("****"));
}

#[test]
fn of_what_is_built_the_first_place_is_told_whatever_is_looked_at_first() {
    let at = |name: &str| {
        let place = Place::file(&SitePath::new(name).expect("a path"));
        ("1".to_owned(), Finding::error(Code::LinkBroken, place, "link-built-missing"))
    };
    for order in [["public/b.html", "public/a.html"], ["public/a.html", "public/b.html"]] {
        let kept = Mutex::default();
        order.iter().for_each(|name| keep_first(&kept, std::iter::once(at(name))));
        let kept = kept.into_inner().expect("whole");
        assert_eq!(kept.values().collect::<Vec<_>>(), [&at("public/a.html").1]);
    }
}
