//! sitemap.xml and robots.txt, for search engines (SD-4, SD-7).

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event};

use super::Page;
use crate::model::Address;
use crate::plan::SITEMAP_SIZE;

const SITEMAP_SPACE: &str = "http://www.sitemaps.org/schemas/sitemap/0.9";
const MOBILE_SPACE: &str = "http://www.baidu.com/schemas/sitemap-mobile/1/";

impl Page<'_> {
    /// All addresses, or the index of the parts.
    pub(super) fn sitemap_xml(&self) -> Vec<u8> {
        let all = self.pages.lens.addresses();
        if all.len() <= SITEMAP_SIZE {
            return self.url_set(&all);
        }
        let config = self.pages.lens.config();
        let mut writer = Xml::new("sitemapindex", &[("xmlns", SITEMAP_SPACE)]);
        for part in 1..=all.len().div_ceil(SITEMAP_SIZE) {
            let url = Address::home().file(&format!("sitemap-{part}.xml")).url(config.base_url.path());
            writer.open("sitemap");
            writer.element("loc", &config.base_url.permalink(&url));
            writer.close("sitemap");
        }
        writer.finish("sitemapindex")
    }

    /// A part of the sitemap, from 1.
    pub(super) fn sitemap_part(&self, part: usize) -> Vec<u8> {
        let all = self.pages.lens.addresses();
        self.url_set(all.chunks(SITEMAP_SIZE).nth(part - 1).unwrap_or_default())
    }

    fn url_set(&self, addresses: &[(String, Option<String>)]) -> Vec<u8> {
        let base_url = &self.pages.lens.config().base_url;
        let mut writer = Xml::new("urlset", &[("xmlns", SITEMAP_SPACE), ("xmlns:mobile", MOBILE_SPACE)]);
        for (url, changed) in addresses {
            writer.open("url");
            writer.element("loc", &base_url.permalink(url));
            if let Some(changed) = changed {
                writer.element("lastmod", changed);
            }
            writer.empty("mobile:mobile", ("type", "pc,mobile"));
            writer.close("url");
        }
        writer.finish("urlset")
    }

    /// Everything may be read; where the sitemap is.
    pub(super) fn robots(&self) -> Vec<u8> {
        let base_url = &self.pages.lens.config().base_url;
        let sitemap = base_url.permalink(&Address::home().file("sitemap.xml").url(base_url.path()));
        format!("User-agent: *\nAllow: /\n\nSitemap: {sitemap}\n").into_bytes()
    }
}

/// Writes XML into memory, which can't fail.
struct Xml(Writer<Vec<u8>>);

impl Xml {
    fn new(root: &str, spaces: &[(&str, &str)]) -> Self {
        let mut xml = Self(Writer::new_with_indent(Vec::new(), b' ', 1));
        xml.event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)));
        xml.event(Event::Start(BytesStart::new(root).with_attributes(spaces.iter().copied())));
        xml
    }

    fn event(&mut self, event: Event<'_>) {
        // Writing to a Vec never fails.
        let _ = self.0.write_event(event);
    }

    fn open(&mut self, name: &str) {
        self.event(Event::Start(BytesStart::new(name)));
    }

    fn close(&mut self, name: &str) {
        self.event(Event::End(BytesEnd::new(name)));
    }

    fn element(&mut self, name: &str, text: &str) {
        self.open(name);
        self.event(Event::Text(BytesText::new(text)));
        self.close(name);
    }

    fn empty(&mut self, name: &str, attribute: (&str, &str)) {
        self.event(Event::Empty(BytesStart::new(name).with_attributes([attribute])));
    }

    fn finish(mut self, root: &str) -> Vec<u8> {
        self.close(root);
        let mut bytes = self.0.into_inner();
        bytes.push(b'\n');
        bytes
    }
}
