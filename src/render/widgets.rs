//! Widgets and pictures inside a text. What each looks like is the theme's: `templates/widgets/<name>.html`.

use tera::{Context, Map, Value as TeraValue};

use super::Page;
use super::bodies::Origin;
use super::html::{escaped, value};
use crate::base::SitePath;
use crate::diag::{Code, Finding, Message};
use crate::markdown::{Argument, ImageRef, Value, WidgetCall};
use crate::media::is_video;
use crate::model::{Facet, Target};
use crate::pages::{image_at, image_view};
use crate::tables::nearest;
use crate::view::{ImageView, VideoView};

/// The widgets that Miao fills with data; a theme can add others.
const OWN_WIDGETS: [&str; 5] = ["stat", "figure", "gallery", "attachment", "video"];

impl Page<'_> {
    /// A picture.
    pub(super) fn image(
        &self,
        origin: &Origin<'_>,
        image: &ImageRef,
        findings: &mut Vec<Finding>,
    ) -> Result<String, Vec<Finding>> {
        if self.is_elsewhere(&image.target) {
            let message = Message::new("image-elsewhere").with("target", &image.target);
            findings.push(Finding::warning(Code::LinkImage, origin.place(self, image.span.clone()), message));
            return Ok(self.picture_elsewhere(image));
        }
        let reference = self.pages.lens.resolve(origin.path, &image.target);
        if let Target::Unshown(path) = &reference.target {
            return Ok(self.picture_unshown(image, path));
        }
        if let Target::File(path) = &reference.target
            && is_video(&path.extension())
        {
            return self.film(origin, image, path);
        }
        let shown = match &reference.target {
            Target::File(path) => self.pages.lens.file(path).map(image_view),
            _ => None,
        };
        let shown = shown.unwrap_or_else(|| image_at(self.target_url(&reference.target) + &reference.suffix));
        let (alt, caption) = (image.alt.clone(), image.title.clone());
        let is_own = matches!(reference.target, Target::File(_));
        let view = ImageView { alt, caption, first: is_own && self.is_first_picture(), ..shown };
        let view = narrowed(view, image.width);
        let mut context = self.widget_context();
        context.insert_value("image", value(&view));
        context.insert_value("alone", TeraValue::from(image.alone));
        self.widget_template("image", &context)
    }

    /// A film that a text shows as if it were a picture.
    fn film(&self, origin: &Origin<'_>, image: &ImageRef, path: &SitePath) -> Result<String, Vec<Finding>> {
        let title = image.title.clone().or_else(|| Some(image.alt.clone())).filter(|title| !title.is_empty());
        let (name, in_line) = ("video".to_owned(), !image.alone);
        let call = WidgetCall { name, args: Vec::new(), in_line, span: image.span.clone() };
        let mut context = self.widget_context();
        context.insert_value("widget", call_value(&call));
        context.insert_value("video", value(&self.pages.video(path, title, origin.path, None)));
        self.widget_template("video", &context)
    }

    /// Whether no picture of the page was written before; asked once for each picture.
    fn is_first_picture(&self) -> bool {
        !self.has_picture.replace(true)
    }

    /// Pages load nothing from elsewhere (product section 7): a picture there is told, and led to where it stands alone.
    fn picture_elsewhere(&self, image: &ImageRef) -> String {
        let leads = image.target.get(..5).is_none_or(|start| !start.eq_ignore_ascii_case("data:"));
        // A photo in the address itself would tell all that the photo tells.
        let address = if leads { image.target.as_str() } else { "data:" };
        let text = self.in_place_of(image, "picture_elsewhere", address);
        match (image.alone, leads) {
            (true, true) => format!("<p><a href=\"{}\">{text}</a></p>", escaped(&image.target)),
            (true, false) => format!("<p>{text}</p>"),
            // It may stand inside a link already.
            (false, _) => text,
        }
    }

    /// A picture that can't be published, and is told: what it shows stands in its place.
    fn picture_unshown(&self, image: &ImageRef, path: &SitePath) -> String {
        let text = self.in_place_of(image, "picture_unshown", path.file_name());
        if image.alone { format!("<p>{text}</p>") } else { text }
    }

    /// The words of the theme that stand in the place of a picture, with what it shows, or else with what it is called.
    fn in_place_of(&self, image: &ImageRef, words: &str, called: &str) -> String {
        let mut shows = [Some(image.alt.as_str()), image.title.as_deref()].into_iter().flatten();
        let shows = shows.find(|text| !text.is_empty()).unwrap_or(called);
        escaped(&self.pages.words.fill(words, &[("alt", shows)]))
    }

    /// What a widget's call becomes; nothing, with a finding, where it can't be made.
    pub(super) fn widget(
        &self,
        origin: &Origin<'_>,
        call: &WidgetCall,
        findings: &mut Vec<Finding>,
    ) -> Result<String, Vec<Finding>> {
        if self.is_told_already(origin, call) {
            return Ok(String::new());
        }
        let mut context = self.widget_context();
        context.insert_value("widget", call_value(call));
        let filled = match call.name.as_str() {
            "stat" => self.stat_widget(origin, call, &mut context, findings),
            "figure" => self.figure_widget(origin, call, &mut context),
            "gallery" => self.gallery_widget(origin, &mut context),
            "attachment" => self.file_widget(origin, call, &mut context, Shown::Attachment),
            "video" => self.file_widget(origin, call, &mut context, Shown::Video),
            _ => Ok(()),
        };
        let known = self.renderer.theme.has_template(&format!("widgets/{}.html", call.name));
        let outcome = if known { filled } else { Err(self.unknown_widget(call)) };
        if let Err((code, message)) = outcome {
            findings.push(Finding::error(code, origin.place(self, call.span.clone()), message));
            return Ok(String::new());
        }
        self.widget_template(&call.name, &context)
    }

    /// Whether somebody knows already why the widget can't be made: the theme is broken, or its figure can't be read.
    fn is_told_already(&self, origin: &Origin<'_>, call: &WidgetCall) -> bool {
        let unreadable = || {
            let metric = main_argument(call, "metric")?;
            Some(origin.post?.head.unreadable.contains(&metric))
        };
        !self.renderer.theme.is_whole() || (call.name == "figure" && unreadable().unwrap_or(false))
    }

    fn unknown_widget(&self, call: &WidgetCall) -> (Code, Message) {
        let mut names = self.renderer.theme.widget_names();
        names.retain(|name| *name != "image");
        names.extend(OWN_WIDGETS);
        let message = match nearest(&call.name, names.into_iter()) {
            Some(near) => Message::new("widget-unknown-near").with("nearest", near),
            None => Message::new("widget-unknown"),
        };
        (Code::WidgetUnknown, message.with("name", &call.name))
    }

    fn stat_widget(
        &self,
        origin: &Origin<'_>,
        call: &WidgetCall,
        context: &mut Context,
        findings: &mut Vec<Finding>,
    ) -> Result<(), (Code, Message)> {
        let arguments: Vec<(String, String)> =
            call.args.iter().filter_map(|argument| Some((argument.name.clone()?, plain(&argument.value)))).collect();
        let (view, advice) = self.pages.stat(&arguments).map_err(|message| (Code::WidgetArgument, message))?;
        let misplaced = (call.in_line && view.show != "number").then(|| Message::new("widget-wants-own-line"));
        for message in advice.into_iter().chain(misplaced) {
            findings.push(Finding::warning(Code::WidgetArgument, origin.place(self, call.span.clone()), message));
        }
        context.insert_value("stat", value(&view));
        Ok(())
    }

    fn figure_widget(
        &self,
        origin: &Origin<'_>,
        call: &WidgetCall,
        context: &mut Context,
    ) -> Result<(), (Code, Message)> {
        let missing = |id| (Code::WidgetArgument, Message::new(id).with("name", &call.name));
        let metric = main_argument(call, "metric").ok_or_else(|| missing("widget-wants-metric"))?;
        let stated = origin.post.and_then(|post| post.head.figures.iter().find(|stated| stated.metric == metric));
        let row = stated.and_then(|stated| self.pages.figure_row(stated)).ok_or_else(|| {
            let stated = origin.post.map(|post| post.head.figures.iter().map(|stated| stated.metric.as_str()));
            let message = match stated.and_then(|names| nearest(&metric, names)) {
                Some(near) => Message::new("widget-figure-unstated-near").with("nearest", near),
                None => Message::new("widget-figure-unstated"),
            };
            (Code::WidgetArgument, message.with("metric", &metric))
        })?;
        context.insert_value("figure", value(&row));
        Ok(())
    }

    fn gallery_widget(&self, origin: &Origin<'_>, context: &mut Context) -> Result<(), (Code, Message)> {
        let mut images = origin.post.map(|post| self.pages.gallery(post)).unwrap_or_default();
        if let Some(image) = images.first_mut() {
            image.first = self.is_first_picture();
        }
        context.insert_value("gallery", value(&images));
        Ok(())
    }

    fn file_widget(
        &self,
        origin: &Origin<'_>,
        call: &WidgetCall,
        context: &mut Context,
        shown: Shown,
    ) -> Result<(), (Code, Message)> {
        let missing = |id| (Code::WidgetArgument, Message::new(id).with("name", &call.name));
        let file = main_argument(call, "file").or_else(|| named_argument(call, "src"));
        let file = file.ok_or_else(|| missing("widget-wants-file"))?;
        let path = match self.pages.lens.resolve(origin.path, &file).target {
            Target::File(path) => path,
            Target::Unshown(_) => {
                return Err((Code::WidgetArgument, Message::new("widget-file-unshown").with("file", file)));
            }
            _ => return Err((Code::WidgetArgument, Message::new("widget-file-missing").with("file", file))),
        };
        let title = named_argument(call, "title").or_else(|| named_argument(call, "name"));
        match shown {
            Shown::Attachment => context.insert_value("attachment", value(&self.pages.attachment(&path, title))),
            Shown::Video => {
                let poster = named_argument(call, "poster");
                let view: Option<VideoView> = self.pages.video(&path, title, origin.path, poster.as_deref());
                context.insert_value("video", value(&view));
            }
        }
        Ok(())
    }

    fn widget_context(&self) -> Context {
        let mut context = Context::new();
        self.pages.lens.note(Facet::Frame);
        context.insert_value("site", self.renderer.site_value.clone());
        context
    }

    /// Renders a widget; the line end after the template says nothing inside a text.
    fn widget_template(&self, name: &str, context: &Context) -> Result<String, Vec<Finding>> {
        let html = self.render_template(&format!("widgets/{name}.html"), context)?;
        Ok(html.trim().to_owned())
    }
}

/// A picture at the width that is asked for; its shape stays.
fn narrowed(view: ImageView, width: Option<usize>) -> ImageView {
    match (width, view.width, view.height) {
        (Some(width), Some(own), Some(height)) if own > 0 => {
            ImageView { width: Some(width), height: Some((height * width).div_ceil(own)), ..view }
        }
        _ => view,
    }
}

enum Shown {
    Attachment,
    Video,
}

/// An argument by its name, or the one that has none.
fn main_argument(call: &WidgetCall, name: &str) -> Option<String> {
    let unnamed = || call.args.iter().find(|argument| argument.name.is_none()).map(|argument| plain(&argument.value));
    named_argument(call, name).or_else(unnamed)
}

/// An argument by its name.
fn named_argument(call: &WidgetCall, name: &str) -> Option<String> {
    let named = |argument: &&Argument| argument.name.as_deref() == Some(name);
    call.args.iter().find(named).map(|argument| plain(&argument.value))
}

fn plain(argument: &Value) -> String {
    match argument {
        Value::Text(text) => text.clone(),
        Value::Number(number) => number.clone(),
        Value::Bool(flag) => flag.to_string(),
        Value::List(items) => items.iter().map(plain).collect::<Vec<_>>().join(","),
    }
}

fn call_value(call: &WidgetCall) -> TeraValue {
    let mut args = Map::default();
    for argument in &call.args {
        let name = argument.name.clone().unwrap_or_else(|| "value".to_owned());
        args.insert(name.into(), argument_value(&argument.value));
    }
    let mut map = Map::default();
    map.insert("name".to_owned().into(), TeraValue::from(call.name.as_str()));
    map.insert("args".to_owned().into(), TeraValue::from(args));
    map.insert("inline".to_owned().into(), TeraValue::from(call.in_line));
    TeraValue::from(map)
}

fn argument_value(argument: &Value) -> TeraValue {
    match argument {
        Value::Text(text) => TeraValue::from(text.as_str()),
        Value::Number(number) => match (number.parse::<i64>(), number.parse::<f64>()) {
            (Ok(integer), _) => TeraValue::from(integer),
            (_, Ok(float)) => TeraValue::from(float),
            _ => TeraValue::from(number.as_str()),
        },
        Value::Bool(flag) => TeraValue::from(*flag),
        Value::List(items) => TeraValue::from(items.iter().map(argument_value).collect::<Vec<_>>()),
    }
}
