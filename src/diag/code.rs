//! The codes of findings. They are part of the contract: scripts match on them, so a code never changes its meaning.

/// What kind of finding one is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Code {
    /// A key of site.toml that Miao doesn't know.
    ConfigUnknownKey,
    /// site.toml is not TOML.
    ConfigSyntax,
    /// A value of site.toml that can't be used, or one that is missing.
    ConfigValue,
    /// A key of a head that Miao doesn't know.
    HeadUnknownKey,
    /// A head that is not TOML, or is not closed.
    HeadSyntax,
    /// A value of a head that can't be used.
    HeadValue,
    /// A date that doesn't exist or can't be read.
    HeadDate,
    /// Two pages at one address, or an address that can't be one.
    HeadSlug,
    /// A figure that can't be read, or a ledger.
    FiguresUnreadable,
    /// A figure that no metric declares.
    FiguresUnknown,
    /// A figure that a kind requires and a post doesn't state.
    FiguresMissing,
    /// Figures that can't be true together.
    FiguresContradiction,
    /// A rate over 100 %.
    FiguresRate,
    /// The same figure in two posts that look like one event.
    FiguresRepeated,
    /// A bound that is doubled or in the wrong place (NUM-4).
    TextQualifier,
    /// A link to a post that isn't there.
    LinkBroken,
    /// A picture that isn't there, or that lies elsewhere.
    LinkImage,
    /// A widget that no one knows.
    WidgetUnknown,
    /// A widget's call that can't be read, or an argument that can't be used.
    WidgetArgument,
    /// A theme that is missing or incomplete, or its strings.
    ThemeInvalid,
    /// A template that can't be read or rendered.
    ThemeTemplate,
    /// A file that can't be read, or is no text.
    FileUnreadable,
    /// A symbolic link that leads out of the portal.
    FileOutside,
    /// An SVG picture that could run a script.
    FileScript,
    /// An output folder that can't be used or written.
    OutputUnusable,
}

impl Code {
    /// The code as it is printed: `head/date`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::ConfigUnknownKey => "config/unknown-key",
            Self::ConfigSyntax => "config/syntax",
            Self::ConfigValue => "config/value",
            Self::HeadUnknownKey => "head/unknown-key",
            Self::HeadSyntax => "head/syntax",
            Self::HeadValue => "head/value",
            Self::HeadDate => "head/date",
            Self::HeadSlug => "head/slug",
            Self::FiguresUnreadable => "figures/unreadable",
            Self::FiguresUnknown => "figures/unknown",
            Self::FiguresMissing => "figures/missing",
            Self::FiguresContradiction => "figures/contradiction",
            Self::FiguresRate => "figures/rate",
            Self::FiguresRepeated => "figures/repeated",
            Self::TextQualifier => "text/qualifier",
            Self::LinkBroken => "link/broken",
            Self::LinkImage => "link/image",
            Self::WidgetUnknown => "widget/unknown",
            Self::WidgetArgument => "widget/argument",
            Self::ThemeInvalid => "theme/invalid",
            Self::ThemeTemplate => "theme/template",
            Self::FileUnreadable => "file/unreadable",
            Self::FileOutside => "file/outside",
            Self::FileScript => "file/script",
            Self::OutputUnusable => "output/unusable",
        }
    }
}
