//! The label that says AI made a picture: GB 45438-2025 and IPTC. Nobody may delete it, so it is all that is kept.

use quick_xml::escape::{escape, unescape};
use quick_xml::events::Event;
use serde::{Deserialize, Serialize};

/// What a file says of having been made by AI.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct AiLabel {
    /// The `AIGC` field of GB 45438-2025, as it stands: JSON.
    pub aigc: Option<String>,
    /// IPTC's DigitalSourceType, where it names a trained model.
    pub source_type: Option<String>,
}

const AIGC_SPACE: &str = "http://www.tc260.org.cn/ns/AIGC/1.0/";
const IPTC_SPACE: &str = "http://iptc.org/std/Iptc4xmpExt/2008-02-29/";

/// IPTC's term for what a trained model made.
const TRAINED: &str = "http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia";

/// What Google's programs write into the credit of what they make.
pub(super) const GOOGLE_CREDIT: &str = "Made with Google AI";

/// Labels longer than this are no labels.
const LONGEST: usize = 8 * 1024;

impl AiLabel {
    /// The label in an XMP packet, in Exif's comment, in IPTC's caption or in a text of a PNG; `None` where there is none.
    /// `model` is the term of IPTC for a work of a trained model, where the file has it elsewhere.
    pub(super) fn find(xmp: &str, texts: &[String], model: Option<String>) -> Option<Self> {
        let mut label = Self { aigc: None, source_type: None };
        if ["AIGC", "DigitalSourceType", GOOGLE_CREDIT].iter().any(|name| xmp.contains(name)) {
            label.read_xmp(xmp);
        }
        if label.aigc.is_none() {
            label.aigc = texts.iter().find_map(|text| aigc_of_text(text));
        }
        let is_credited = || texts.iter().any(|text| text.contains(GOOGLE_CREDIT)).then(|| TRAINED.to_owned());
        label.source_type = label.source_type.or(model).or_else(is_credited);
        (label.aigc.is_some() || label.source_type.is_some()).then_some(label)
    }

    /// The label alone as an XMP packet, to be put into what is published.
    pub(super) fn packet(&self) -> String {
        format!(
            "<?xpacket begin=\"\u{feff}\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>{}<?xpacket end=\"r\"?>",
            self.bare_packet()
        )
    }

    /// The same without what may be left out, for where room is short.
    pub(super) fn bare_packet(&self) -> String {
        let field = |name: &str, space: &str, value: &Option<String>| {
            let value = value.as_ref().map(|value| escape(value.as_str()));
            let prefix = name.split(':').next().unwrap_or_default();
            value.map(|value| format!("<{name} xmlns:{prefix}=\"{space}\">{value}</{name}>")).unwrap_or_default()
        };
        format!(
            "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\"><rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\
             <rdf:Description rdf:about=\"\">{}{}</rdf:Description></rdf:RDF></x:xmpmeta>",
            field("TC260:AIGC", AIGC_SPACE, &self.aigc),
            field("Iptc4xmpExt:DigitalSourceType", IPTC_SPACE, &self.source_type),
        )
    }

    fn read_xmp(&mut self, xmp: &str) {
        let mut reader = quick_xml::Reader::from_str(xmp);
        let mut inside: Option<String> = None;
        let mut text = String::new();
        // The fields of a label that is written as elements of its own.
        let mut fields: Option<serde_json::Map<String, serde_json::Value>> = None;
        while let Ok(event) = reader.read_event() {
            match event {
                Event::Eof => break,
                Event::Start(tag) | Event::Empty(tag) => {
                    for attribute in tag.attributes().flatten() {
                        let value = unescape(&attribute.value).map(|value| value.into_owned()).unwrap_or_default();
                        let is_reference = attribute.key.as_ref() == "rdf:resource";
                        let name = if is_reference { tag.local_name() } else { attribute.key.local_name() };
                        self.take(name.as_ref(), &value);
                    }
                    let name = tag.local_name().as_ref().to_owned();
                    if name == "AIGC" {
                        fields = Some(serde_json::Map::new());
                    }
                    inside = Some(name);
                    text.clear();
                }
                Event::Text(part) => text.push_str(&part),
                Event::CData(part) => text.push_str(&part),
                Event::GeneralRef(name) => text.push_str(&unescape(&format!("&{};", &*name)).unwrap_or_default()),
                Event::End(tag) => {
                    if let Some(name) = inside.take() {
                        self.take(&name, text.trim());
                        if let Some(fields) = fields.as_mut().filter(|_| name != "AIGC") {
                            fields.insert(name, text.trim().into());
                        }
                    }
                    if tag.local_name().as_ref() == "AIGC"
                        && let Some(fields) = fields.take().filter(|fields| !fields.is_empty())
                    {
                        self.take("AIGC", &serde_json::Value::from(fields).to_string());
                    }
                }
                _ => {}
            }
        }
    }

    fn take(&mut self, name: &str, value: &str) {
        if value.is_empty() || value.len() > LONGEST {
            return;
        }
        match name {
            "AIGC" => self.aigc = Some(value.to_owned()),
            "DigitalSourceType" if is_trained(value) => self.source_type = Some(value.to_owned()),
            "Credit" if value == GOOGLE_CREDIT => {
                self.source_type.get_or_insert_with(|| TRAINED.to_owned());
            }
            // Descriptions and comments, in lists of languages.
            "li" | "description" | "UserComment" if self.aigc.is_none() => self.aigc = aigc_of_text(value),
            _ => {}
        }
    }
}

fn is_trained(value: &str) -> bool {
    value.contains("rainedAlgorithmicMedia") || value.contains("algorithmicallyEnhanced")
}

/// The AIGC field where a text holds it: alone, or as a member of a JSON object, with whatever stands around that.
pub(super) fn aigc_of_text(text: &str) -> Option<String> {
    let named = text.find("AIGC")?;
    let (before, after) = text.split_at(named);
    let around = [before.find('{'), before.rfind('{')].into_iter().flatten();
    let member = around.filter_map(|at| json_at(text, at)).find_map(|json| json.get("AIGC").cloned());
    let field = member.or_else(|| json_at(after, after.find('{')?))?;
    Some(field.as_str().map_or_else(|| field.to_string(), str::to_owned))
}

/// The JSON that begins at `at`, whatever follows it.
fn json_at(text: &str, at: usize) -> Option<serde_json::Value> {
    let rest = text.get(at..)?;
    let rest = rest.get(..LONGEST).unwrap_or(rest);
    serde_json::Deserializer::from_str(rest).into_iter().next()?.ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    const FIELD: &str = r#"{"Label":"1","ContentProducer":"示例"}"#;

    fn found(xmp: &str, texts: &[&str]) -> Option<AiLabel> {
        AiLabel::find(xmp, &texts.iter().map(|text| (*text).to_owned()).collect::<Vec<_>>(), None)
    }

    #[test]
    fn a_label_is_found_however_it_is_written_and_survives_its_own_packet() {
        let label = AiLabel { aigc: Some(FIELD.to_owned()), source_type: None };
        assert_eq!(found(&label.packet(), &[]), Some(label.clone()));
        let attribute = format!("<r:D xmlns:T='{AIGC_SPACE}' T:AIGC='{FIELD}'/>");
        assert_eq!(found(&attribute, &[]), Some(label.clone()));
        assert_eq!(found("", &[&format!("{{\"AIGC\":{FIELD}}}")]), Some(label.clone()));
        assert_eq!(found("", &[&format!("AIGC\0{FIELD}")]), Some(label.clone()));
        assert_eq!(found("", &[&format!("8BIM\u{1}说明{{\"AIGC\":{FIELD}}}8BIM}}")]), Some(label.clone()));
        let described =
            format!("<dc:description><rdf:Alt><rdf:li>{{\"AIGC\":{FIELD}}}</rdf:li></rdf:Alt></dc:description>");
        assert_eq!(found(&described, &[]), Some(label));
    }

    #[test]
    fn a_label_of_elements_is_one_too() {
        let label =
            Some(AiLabel { aigc: Some(r#"{"Label":"1","ContentProducer":"甲"}"#.to_owned()), source_type: None });
        let fields = "<T:Label>1</T:Label><T:ContentProducer>甲</T:ContentProducer>";
        assert_eq!(found(&format!("<D><T:AIGC rdf:parseType='Resource'>{fields}</T:AIGC></D>"), &[]), label);
        assert_eq!(found(&format!("<T:AIGC><rdf:Description>{fields}</rdf:Description></T:AIGC>"), &[]), label);
        assert_eq!(found("<D><T:AIGC></T:AIGC><x>1</x></D>", &[]), None);
    }

    #[test]
    fn other_programs_say_it_in_their_own_ways() {
        let trained = Some(AiLabel { aigc: None, source_type: Some(TRAINED.to_owned()) });
        assert_eq!(found("<D photoshop:Credit=\"Made with Google AI\"/>", &[]), trained);
        assert_eq!(found("", &["8BIM\u{2}nMade with Google AI8BIM"]), trained);
        assert_eq!(AiLabel::find("", &[], Some(TRAINED.to_owned())), trained);
        assert_eq!(found("<D photoshop:Credit=\"通讯员\"/>", &[]), None);
    }

    #[test]
    fn other_texts_are_no_label() {
        assert_eq!(found("<a>AIGC</a>", &["AIGC", "{\"x\":1}"]), None);
        let camera =
            "<x Iptc4xmpExt:DigitalSourceType=\"http://cv.iptc.org/newscodes/digitalsourcetype/digitalCapture\"/>";
        assert_eq!(found(camera, &[]), None);
    }
}
