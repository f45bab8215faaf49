//! How Han characters are read, without tones: a table for each character, and the other readings of common ones.

use std::sync::LazyLock;

use character_pinyin::ToPinyin;
use encoding_rs::GBK;

use crate::base::is_han;

/// Common characters that are read in more than one way; each reading finds them.
const OTHER_READINGS: &str = "\
    会kuai 行hang 重chong 长chang 乐yue 调diao 还huan 都du 朝zhao 传zhuan 单shan 单chan 曾ceng 弹dan 弹tan 系ji 率lv 率lu 藏zang 藏cang \
    厦xia 盛cheng 盛sheng 种chong 参shen 参cen 贾jia 贾gu 仇qiu 解xie 给ji 角jue 省xing 车ju 薄bao 薄bo 宿xiu 落la 落lao 量liang \
    吓he 石dan 校jiao 降xiang 强jiang 便pian 扁pian 提di 核hu 巷hang 茄jia 尾yi 叶xie 血xie 似shi 殷yan 查zha 柏bo 折she \
    识zhi 著zhuo 着zhuo 着zhao 什shi 觉jiao 教jiao 露lou 绿lu 模mu 屏bing 铺pu 曲qu 塞sai 塞se 散san 色shai 刹cha 刹sha 折zhe 帖tie \
    为wei 吐tu 万mo 吁yu 咽ye 要yao 应ying 佣yong 晕yun 载zai 扎za 扎zha 炸zha 占zhan 正zheng 中zhong 转zhuan 综zong 卒cu 钻zuan 作zuo \
    大dai 得dei 地de 的di 了liao 不bu 发fa 干gan 好hao 号hao 和huo 和hu 华hua 假jia 间jian 将jiang 结jie 尽jin 劲jing 卷juan 看kan \
    空kong 令ling 没mo 难nan 宁ning 炮pao 奇ji 切qie 任ren 丧sang 少shao 舍she 熟shou 数shuo 说shui 说yue 缩su 拓ta 挑tiao 通tong \
    系xi 相xiang 兴xing 旋xuan 与yu 员yun 隐yin 属zhu 祭zhai 秘bi 番pan 繁po 费bi 区ou 任ren 盖ge 翟zhai 尉yu 蔚yu 隗kui 牟mu 乜nie \
    济ji 堡pu 埔bu 圩xu 阿e 拗niu 蚌beng 差chai 差ci 匙shi 臭xiu 畜xu 伺ci 逮dai 囤dun 坊fang 缝feng 冠guan 龟jun 哈ha 哄hong 晃huang 济ji \
    见xian 嚼jiao 嚼jue 卡qia 壳qiao 擂lei 累lei 笼long 绿lv 论lun 抹mo 抹ma 泊po 暴pu 栖xi 翘qiao 嗓sang 杉sha 汤shang 趟tang 削xue 削xiao \
    熨yu 择zhai 粘nian 柱zhu 爪zhua 仔zai 咱za 圈juan 女nu 旅lu 律lu 绿lu 虑lu 吕lu 履lu 屡lu 铝lu 侣lu 略lve 掠lve";

/// Every reading of a character, the usual one first: lower-case letters, `ü` as `v` and as `u`.
pub(super) struct Readings {
    other: Vec<(char, &'static str)>,
    /// The initials of the characters from `FIRST` on, looked up for each character of each text.
    initials: Vec<[u8; 3]>,
    /// All readings, in their order.
    syllables: Vec<String>,
    /// The readings of the characters from `FIRST` on.
    read: Vec<Syllables>,
}

/// The readings of a character, by their numbers from 1; 0 fills the rest.
pub(super) type Syllables = [u16; 4];

/// The first and the last of the characters that most texts are written with.
const FIRST: char = '\u{4E00}';
const LAST: char = '\u{9FFF}';

impl Readings {
    /// The table, made when it is first asked for.
    pub(super) fn table() -> &'static Self {
        static TABLE: LazyLock<Readings> = LazyLock::new(Readings::new);
        &TABLE
    }

    fn new() -> Self {
        let mut other: Vec<(char, &'static str)> = OTHER_READINGS
            .split_ascii_whitespace()
            .filter_map(|entry| {
                let first = entry.chars().next()?;
                Some((first, &entry[first.len_utf8()..]))
            })
            .collect();
        other.sort_unstable();
        other.dedup();
        let mut readings = Self { other, initials: Vec::new(), syllables: Vec::new(), read: Vec::new() };
        let read: Vec<[u64; 4]> = (FIRST..=LAST)
            .map(|character| {
                let (mut packed, mut count) = ([0; 4], 0);
                let mut initials = Initials::default();
                readings.each(character, |reading| {
                    initials.add(reading);
                    let reading = packed_syllable(reading);
                    if count < packed.len() && !packed.contains(&reading) {
                        packed[count] = reading;
                        count += 1;
                    }
                });
                readings.initials.push(initials.letters);
                packed
            })
            .collect();
        let mut all: Vec<u64> = read.iter().flatten().copied().filter(|reading| *reading > 0).collect();
        all.sort_unstable();
        all.dedup();
        let number = |reading: u64| all.binary_search(&reading).map_or(0, |at| at as u16 + 1);
        readings.read = read.into_iter().map(|packed| packed.map(number)).collect();
        readings.syllables = all.into_iter().map(unpacked_syllable).collect();
        readings
    }

    /// How a character is read.
    pub(super) fn syllables(&self, character: char) -> Syllables {
        let at = u32::from(character).wrapping_sub(u32::from(FIRST)) as usize;
        self.read.get(at).copied().unwrap_or_else(|| self.find_syllables(character))
    }

    /// A reading by its number.
    pub(super) fn syllable(&self, number: u16) -> &str {
        usize::from(number).checked_sub(1).and_then(|at| self.syllables.get(at)).map_or("", String::as_str)
    }

    /// All readings in the order of their numbers, the first of which is 1.
    pub(super) fn all_syllables(&self) -> impl Iterator<Item = &str> {
        self.syllables.iter().map(String::as_str)
    }

    fn find_syllables(&self, character: char) -> Syllables {
        let (mut syllables, mut count) = (Syllables::default(), 0);
        self.each(character, |reading| {
            let number = self.syllables.binary_search_by(|known| known.as_str().cmp(reading));
            let Some(number) = number.ok().map(|at| at as u16 + 1).filter(|number| !syllables.contains(number)) else {
                return;
            };
            if let Some(place) = syllables.get_mut(count) {
                *place = number;
                count += 1;
            }
        });
        syllables
    }

    /// How the characters of GB 2312 are read, for a browser that marks what was found by its reading. On the first line the
    /// usual readings in the order of that standard, which every browser knows: each with how many characters in a row are
    /// read so, where it is more than one; `-` is none. On the second line other readings, each behind its character.
    pub(super) fn of_common_characters(&self) -> String {
        let usual = |character: char| character.to_pinyin().map(|pinyin| pinyin.plain().replace('ü', "v"));
        let mut runs: Vec<(String, usize)> = Vec::new();
        for reading in common_characters().into_iter().map(usual) {
            let reading = reading.unwrap_or_else(|| "-".to_owned());
            match runs.last_mut().filter(|(last, _)| *last == reading) {
                Some((_, count)) => *count += 1,
                None => runs.push((reading, 1)),
            }
        }
        let written = |(reading, count): &(String, usize)| match count {
            1 => reading.clone(),
            count => format!("{reading}{count}"),
        };
        let usual: Vec<String> = runs.iter().map(written).collect();
        let others: Vec<String> =
            self.other.iter().map(|(character, reading)| format!("{character}{reading}")).collect();
        format!("{}\n{}\n", usual.join(" "), others.join(" "))
    }

    /// Gives each reading of a character to `put`, none twice.
    pub(super) fn each(&self, character: char, mut put: impl FnMut(&str)) {
        let usual = character.to_pinyin().map(character_pinyin::Pinyin::plain);
        let mut given: [&str; 2] = ["", ""];
        if let Some(usual) = usual {
            match usual.contains('ü') {
                true => {
                    put(&usual.replace('ü', "v"));
                    put(&usual.replace('ü', "u"));
                }
                false => put(usual),
            }
            given[0] = usual;
        }
        let from = self.other.partition_point(|(known, _)| *known < character);
        for (_, reading) in self.other[from..].iter().take_while(|(known, _)| *known == character) {
            if !given.contains(reading) {
                put(reading);
                given[1] = reading;
            }
        }
    }

    /// The letters that readings of a character begin with, none twice; 0 fills the rest.
    pub(super) fn initials(&self, character: char) -> [u8; 3] {
        let at = u32::from(character).wrapping_sub(u32::from(FIRST)) as usize;
        match self.initials.get(at) {
            Some(initials) => *initials,
            None if character == '\0' => [0; 3],
            None => self.find_initials(character),
        }
    }

    fn find_initials(&self, character: char) -> [u8; 3] {
        let mut initials = Initials::default();
        self.each(character, |reading| initials.add(reading));
        initials.letters
    }
}

/// The letters that some readings begin with, none twice.
#[derive(Default)]
struct Initials {
    letters: [u8; 3],
    count: usize,
}

impl Initials {
    fn add(&mut self, reading: &str) {
        let Some(&first) = reading.as_bytes().first() else { return };
        if self.count < self.letters.len() && first.is_ascii_lowercase() && !self.letters.contains(&first) {
            self.letters[self.count] = first;
            self.count += 1;
        }
    }
}

/// A syllable as a number; numbers are in the order of the syllables. None has more than eight letters.
fn packed_syllable(reading: &str) -> u64 {
    let mut bytes = [0; 8];
    bytes.iter_mut().zip(reading.bytes()).for_each(|(packed, byte)| *packed = byte);
    u64::from_be_bytes(bytes)
}

fn unpacked_syllable(packed: u64) -> String {
    packed.to_be_bytes().into_iter().filter(|byte| *byte > 0).map(char::from).collect()
}

/// The characters of GB 2312 in its order.
fn common_characters() -> Vec<char> {
    let codes: Vec<u8> = (0xB0_u8..=0xF7).flat_map(|row| (0xA1_u8..=0xFE).flat_map(move |cell| [row, cell])).collect();
    let (text, _) = GBK.decode_without_bom_handling(&codes);
    text.chars().filter(|character| is_han(*character)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_character_has_all_its_readings() {
        let table = Readings::table();
        let read = |character| {
            let numbers = table.syllables(character).into_iter().filter(|number| *number > 0);
            numbers.map(|number| table.syllable(number)).collect::<Vec<_>>()
        };
        assert_eq!(read('春'), ["chun"]);
        assert_eq!(read('重'), ["zhong", "chong"]);
        assert_eq!(read('女'), ["nv", "nu"]);
        assert_eq!(read('a'), [""; 0]);
    }

    /// Syllables have shards of their own by their first letters, and are packed while the table is made.
    #[test]
    fn syllables_are_some_small_letters() {
        let table = Readings::table();
        assert!(table.syllables.len() > 400 && table.syllables.is_sorted());
        for syllable in &table.syllables {
            assert!(syllable.len() <= 8 && syllable.bytes().all(|byte| byte.is_ascii_lowercase()), "{syllable}");
        }
        for character in FIRST..=LAST {
            assert_eq!(table.syllables(character), table.find_syllables(character), "{character}");
            assert_eq!(table.initials(character), table.find_initials(character), "{character}");
        }
    }

    #[test]
    fn a_browser_is_told_of_every_common_character() {
        let characters = common_characters();
        assert_eq!((characters.len(), characters[0]), (6763, '啊'));
        let told = Readings::table().of_common_characters();
        let count = |run: &str| run.trim_start_matches(|one: char| !one.is_ascii_digit()).parse().unwrap_or(1_usize);
        assert_eq!(told.lines().next().map(|line| line.split(' ').map(count).sum()), Some(characters.len()));
        assert!(told.starts_with("a2 ai13 ") && told.contains(" 重chong "), "{told}");
    }
}
