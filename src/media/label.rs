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

/// Labels longer than this are no labels.
const LONGEST: usize = 8 * 1024;

impl AiLabel {
    /// The label in an XMP packet, in Exif's comment or in a text of a PNG; `None` where there is none.
    pub(super) fn find(xmp: &str, texts: &[String]) -> Option<Self> {
        let mut label = Self { aigc: None, source_type: None };
        if xmp.contains("AIGC") || xmp.contains("DigitalSourceType") {
            label.read_xmp(xmp);
        }
        if label.aigc.is_none() {
            label.aigc = texts.iter().find_map(|text| aigc_of_text(text));
        }
        (label.aigc.is_some() || label.source_type.is_some()).then_some(label)
    }

    /// The label alone as an XMP packet, to be put into what is published.
    pub(super) fn packet(&self) -> String {
        let field = |name: &str, value: &Option<String>| {
            value.as_ref().map(|value| format!("<{name}>{}</{name}>", escape(value.as_str()))).unwrap_or_default()
        };
        format!(
            "<?xpacket begin=\"\u{feff}\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?><x:xmpmeta xmlns:x=\"adobe:ns:meta/\">\
             <rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\"><rdf:Description rdf:about=\"\" \
             xmlns:TC260=\"{AIGC_SPACE}\" xmlns:Iptc4xmpExt=\"{IPTC_SPACE}\">{}{}</rdf:Description></rdf:RDF>\
             </x:xmpmeta><?xpacket end=\"r\"?>",
            field("TC260:AIGC", &self.aigc),
            field("Iptc4xmpExt:DigitalSourceType", &self.source_type),
        )
    }

    fn read_xmp(&mut self, xmp: &str) {
        let mut reader = quick_xml::Reader::from_str(xmp);
        let mut inside: Option<String> = None;
        let mut text = String::new();
        while let Ok(event) = reader.read_event() {
            match event {
                Event::Eof => break,
                Event::Start(tag) | Event::Empty(tag) => {
                    for attribute in tag.attributes().flatten() {
                        let value = unescape(&attribute.value).map(|value| value.into_owned()).unwrap_or_default();
                        self.take(attribute.key.local_name().as_ref(), &value);
                    }
                    inside = Some(tag.local_name().as_ref().to_owned());
                    text.clear();
                }
                Event::Text(part) => text.push_str(&part),
                Event::CData(part) => text.push_str(&part),
                Event::GeneralRef(name) => text.push_str(&unescape(&format!("&{};", &*name)).unwrap_or_default()),
                Event::End(_) => {
                    if let Some(name) = inside.take() {
                        self.take(&name, text.trim());
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
            _ => {}
        }
    }
}

fn is_trained(value: &str) -> bool {
    value.contains("rainedAlgorithmicMedia") || value.contains("algorithmicallyEnhanced")
}

/// The AIGC field where a text holds it: alone, or as a member of a JSON object.
fn aigc_of_text(text: &str) -> Option<String> {
    if text.len() > LONGEST || !text.contains("AIGC") {
        return None;
    }
    let start = text.find('{')?;
    let end = text.rfind('}')?;
    let json: serde_json::Value = serde_json::from_str(text.get(start..=end)?).ok()?;
    let field = json.get("AIGC").unwrap_or(&json);
    Some(field.as_str().map_or_else(|| field.to_string(), str::to_owned))
}

#[cfg(test)]
mod tests {
    use super::*;

    const FIELD: &str = r#"{"Label":"1","ContentProducer":"示例"}"#;

    fn found(xmp: &str, texts: &[&str]) -> Option<AiLabel> {
        AiLabel::find(xmp, &texts.iter().map(|text| (*text).to_owned()).collect::<Vec<_>>())
    }

    #[test]
    fn a_label_is_found_however_it_is_written_and_survives_its_own_packet() {
        let label = AiLabel { aigc: Some(FIELD.to_owned()), source_type: None };
        assert_eq!(found(&label.packet(), &[]), Some(label.clone()));
        let attribute = format!("<r:D xmlns:T='{AIGC_SPACE}' T:AIGC='{FIELD}'/>");
        assert_eq!(found(&attribute, &[]), Some(label.clone()));
        assert_eq!(found("", &[&format!("{{\"AIGC\":{FIELD}}}")]), Some(label.clone()));
        assert_eq!(found("", &[&format!("AIGC\0{FIELD}")]), Some(label));
    }

    #[test]
    fn other_texts_are_no_label() {
        assert_eq!(found("<a>AIGC</a>", &["AIGC", "{\"x\":1}"]), None);
        let camera =
            "<x Iptc4xmpExt:DigitalSourceType=\"http://cv.iptc.org/newscodes/digitalsourcetype/digitalCapture\"/>";
        assert_eq!(found(camera, &[]), None);
    }
}
