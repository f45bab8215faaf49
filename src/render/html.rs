//! Pages: views into templates.

use std::rc::Rc;
use std::sync::Arc;

use serde::Serialize;
use tera::{Context, Value};

use super::Page;
use crate::diag::{Code, Finding, Message};
use crate::model::{Address, CategoryId, Facet, PostId};
use crate::parse::Located;
use crate::plan::Job;
use crate::theme::with_scope;
use crate::view::PageView;

/// About how many bytes a page is.
const USUAL_PAGE: usize = 32 * 1024;

impl Page<'_> {
    /// The HTML of a page.
    pub(super) fn html(&self, job: &Job, findings: &mut Vec<Finding>) -> Result<Vec<u8>, Vec<Finding>> {
        match job {
            Job::Home => self.home(findings),
            Job::Category(id, number) => self.category(*id, *number, findings),
            Job::Post(id) => self.post(*id, findings),
            Job::Taxonomy(id) => match self.pages.taxonomy_page(id) {
                Some((page, view)) => self.fill("taxonomy.html", page, &[("taxonomy", value(&view))]),
                None => Ok(Vec::new()),
            },
            Job::Term(taxonomy, name, number) => match self.pages.term_page(taxonomy, name, *number) {
                Some((page, term, list)) => {
                    self.fill("term.html", page, &[("term", value(&term)), ("list", value(&list))])
                }
                None => Ok(Vec::new()),
            },
            Job::Archive(year) => {
                let (page, view) = self.pages.archive_page(*year);
                self.fill("archive.html", page, &[("archive", value(&view))])
            }
            Job::Stats => {
                let (page, view) = self.pages.stats_page();
                self.fill("stats.html", page, &[("stats", value(&view))])
            }
            Job::Calendar => {
                let (page, view) = self.pages.calendar_page();
                self.fill("calendar.html", page, &[("calendar", value(&view))])
            }
            Job::Data => {
                let (page, view) = self.pages.data_page();
                self.fill("data.html", page, &[("data", value(&view))])
            }
            Job::Sitemap => {
                let (page, view) = self.pages.sitemap_page();
                self.fill("sitemap.html", page, &[("sitemap", value(&view))])
            }
            Job::Search => {
                let (page, view) = self.pages.search_page();
                self.fill("search.html", page, &[("search", value(&view))])
            }
            Job::NotFound => {
                let (page, latest) = self.pages.not_found_page();
                self.fill("404.html", page, &[("latest", value(&latest))])
            }
            _ => Ok(Vec::new()),
        }
    }

    fn home(&self, findings: &mut Vec<Finding>) -> Result<Vec<u8>, Vec<Finding>> {
        let (path, home) = self.pages.lens.home();
        let body = match home {
            Some((_, body)) => self.body(&super::bodies::Origin::index(path), body, findings)?,
            None => String::new(),
        };
        let (page, view) = self.pages.home_page(body);
        let template = home.and_then(|(head, _)| head.template.as_ref());
        self.fill(&self.template(template, "home.html", findings), page, &[("home", value(&view))])
    }

    fn category(&self, id: CategoryId, number: usize, findings: &mut Vec<Finding>) -> Result<Vec<u8>, Vec<Finding>> {
        let category = self.pages.lens.category(id);
        // The text stands on the first page alone; its findings are told once.
        let body = if number == 1 {
            self.body(&super::bodies::Origin::index(&category.path), &category.body, findings)?
        } else {
            String::new()
        };
        let (page, view, list) = self.pages.category_page(id, number, body);
        let mut unsaid = Vec::new();
        let told = if number == 1 { findings } else { &mut unsaid };
        let template = self.template(category.head.template.as_ref(), "category.html", told);
        self.fill(&template, page, &[("category", value(&view)), ("list", value(&list))])
    }

    fn post(&self, id: PostId, findings: &mut Vec<Finding>) -> Result<Vec<u8>, Vec<Finding>> {
        let post = self.pages.lens.post(id);
        self.has_picture.set(post.head.cover.is_some());
        let body = self.body(&super::bodies::Origin::post(post), &post.body, findings)?;
        let own = if post.is_page() { "page.html" } else { "post.html" };
        let of_category = post.category.and_then(|id| self.pages.lens.category(id).head.page_template.as_ref());
        let stated = post.head.template.as_ref();
        let template = match stated {
            Some(_) => self.template(stated, own, findings),
            // A category's choice is told where it is made, not once for each post.
            None => self.template(of_category, own, &mut Vec::new()),
        };
        self.fill(&template, self.pages.post_page(id), &[("post", value(&self.pages.post(id, body)))])
    }

    /// The template that a head names, where the theme has it; heads of other generators name theirs.
    fn template(&self, stated: Option<&Located<String>>, own: &str, findings: &mut Vec<Finding>) -> String {
        let Some(stated) = stated else { return own.to_owned() };
        if self.renderer.theme.has_template(&stated.value) {
            return stated.value.clone();
        }
        let message = Message::new("template-unknown").with("name", &stated.value).with("used", own);
        findings.push(Finding::warning(Code::HeadValue, stated.place.clone(), message));
        own.to_owned()
    }

    fn fill(&self, template: &str, page: PageView, parts: &[(&'static str, Value)]) -> Result<Vec<u8>, Vec<Finding>> {
        let mut context = Context::new();
        context.insert_value("site", self.renderer.site_value.clone());
        context.insert_value("page", value(&page));
        for (name, part) in parts {
            context.insert_value(*name, part.clone());
        }
        self.pages.lens.note(Facet::Template(template.to_owned()));
        let mut html = Vec::with_capacity(USUAL_PAGE);
        self.answering(|| self.renderer.theme.render_to(template, &context, &mut html))?;
        Ok(html)
    }

    /// Renders a template in which `stat(...)` answers for this output.
    pub(super) fn render_template(&self, template: &str, context: &Context) -> Result<String, Vec<Finding>> {
        self.pages.lens.note(Facet::Template(template.to_owned()));
        self.answering(|| self.renderer.theme.render(template, context))
    }

    /// Renders something in which `stat(...)` answers for this output.
    fn answering<T>(&self, render: impl FnOnce() -> T) -> T {
        let lens = Rc::clone(&self.pages.lens);
        let words = Arc::clone(self.renderer.theme.words());
        let answer = move |arguments: &[(String, String)]| {
            let pages = crate::pages::Pages::new(Rc::clone(&lens), &words);
            pages.stat_value(arguments)
        };
        with_scope(Rc::new(answer), render)
    }

    /// A page that leads to another (SD-7): for browsers, and for search engines.
    pub(super) fn redirect(&self, target: &Address) -> Vec<u8> {
        let config = self.pages.lens.config();
        let url = target.url(config.base_url.path());
        let (href, canonical) = (escaped(&url), escaped(&config.base_url.permalink(&url)));
        let text = escaped(&self.pages.words.get("moved"));
        let language = config.language.tag();
        format!(
            "<!DOCTYPE html>\n<html lang=\"{language}\">\n<meta charset=\"utf-8\">\n<title>{text}</title>\n\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
             <meta name=\"robots\" content=\"noindex\">\n<meta http-equiv=\"refresh\" content=\"0; url={href}\">\n\
             <link rel=\"canonical\" href=\"{canonical}\">\n<p><a href=\"{href}\">{text}</a></p>\n</html>\n"
        )
        .into_bytes()
    }
}

pub(super) fn value(view: &impl Serialize) -> Value {
    Value::from_serializable(view)
}

/// Text for an attribute or an element.
pub(super) fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            other => escaped.push(other),
        }
    }
    escaped
}
