//! The codes of findings. They are part of the contract: scripts match on them, so a code never changes its meaning.

use serde::{Deserialize, Serialize};

/// What kind of finding one is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
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
    /// The number of an identity card.
    PrivacyIdCard,
    /// A mobile telephone number.
    PrivacyPhone,
    /// The number of a bank card.
    PrivacyBankCard,
    /// The name of a minor beside a school or aid.
    PrivacyMinor,
    /// An address finer than a township.
    PrivacyAddress,
    /// A birth date.
    PrivacyBirthDate,
    /// A mask that hides too little.
    PrivacyMask,
    /// Rows about very few people (PII-T2).
    PrivacySmallCell,
    /// A notice past its last day.
    PrivacyNotice,
    /// A link to a heading that isn't there.
    LinkAnchor,
    /// A link to a file that isn't there.
    LinkAttachment,
    /// A link that leads elsewhere.
    LinkExternal,
    /// A number in the text that contradicts the head.
    TextFigure,
    /// A date that doesn't exist, or a weekday that doesn't fit.
    TextDate,
    /// A document's number in the wrong form (NUM-11).
    TextDocNo,
    /// A word of the portal's list.
    TextWords,
    /// A picture without a description.
    ImageAlt,
    /// A category without posts.
    CategoryEmpty,
    /// A category that was not renewed for too long.
    CategoryStale,
    /// A post without a date or a source.
    HeadSource,
    /// An `allow` that allows nothing, or without a reason.
    HeadAllow,
    /// A link to a post that isn't there.
    LinkBroken,
    /// A picture that isn't there, or that lies elsewhere.
    LinkImage,
    /// A picture that can't be shown as it should be.
    ImageUnreadable,
    /// A picture or film that tells where it was taken (PII-X1).
    PrivacyGps,
    /// A document that names its author (PII-X2).
    PrivacyAuthor,
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
    /// All of them.
    pub const ALL: &[Self] = &[
        Self::ConfigUnknownKey,
        Self::ConfigSyntax,
        Self::ConfigValue,
        Self::HeadUnknownKey,
        Self::HeadSyntax,
        Self::HeadValue,
        Self::HeadDate,
        Self::HeadSlug,
        Self::FiguresUnreadable,
        Self::FiguresUnknown,
        Self::FiguresMissing,
        Self::FiguresContradiction,
        Self::FiguresRate,
        Self::FiguresRepeated,
        Self::TextQualifier,
        Self::PrivacyIdCard,
        Self::PrivacyPhone,
        Self::PrivacyBankCard,
        Self::PrivacyMinor,
        Self::PrivacyAddress,
        Self::PrivacyBirthDate,
        Self::PrivacyMask,
        Self::PrivacySmallCell,
        Self::PrivacyNotice,
        Self::LinkAnchor,
        Self::LinkAttachment,
        Self::ImageUnreadable,
        Self::PrivacyGps,
        Self::PrivacyAuthor,
        Self::LinkExternal,
        Self::TextFigure,
        Self::TextDate,
        Self::TextDocNo,
        Self::TextWords,
        Self::ImageAlt,
        Self::CategoryEmpty,
        Self::CategoryStale,
        Self::HeadSource,
        Self::HeadAllow,
        Self::LinkBroken,
        Self::LinkImage,
        Self::WidgetUnknown,
        Self::WidgetArgument,
        Self::ThemeInvalid,
        Self::ThemeTemplate,
        Self::FileUnreadable,
        Self::FileOutside,
        Self::FileScript,
        Self::OutputUnusable,
    ];

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
            Self::PrivacyIdCard => "privacy/id-card",
            Self::PrivacyPhone => "privacy/phone",
            Self::PrivacyBankCard => "privacy/bank-card",
            Self::PrivacyMinor => "privacy/minor",
            Self::PrivacyAddress => "privacy/address",
            Self::PrivacyBirthDate => "privacy/birth-date",
            Self::PrivacyMask => "privacy/mask",
            Self::PrivacySmallCell => "privacy/small-cell",
            Self::PrivacyNotice => "privacy/notice",
            Self::LinkAnchor => "link/anchor",
            Self::LinkAttachment => "link/attachment",
            Self::LinkExternal => "link/external",
            Self::TextFigure => "text/figure",
            Self::TextDate => "text/date",
            Self::TextDocNo => "text/doc-no",
            Self::TextWords => "text/words",
            Self::ImageAlt => "image/alt",
            Self::CategoryEmpty => "category/empty",
            Self::CategoryStale => "category/stale",
            Self::HeadSource => "head/source",
            Self::HeadAllow => "head/allow",
            Self::LinkBroken => "link/broken",
            Self::LinkImage => "link/image",
            Self::ImageUnreadable => "image/unreadable",
            Self::PrivacyGps => "privacy/gps",
            Self::PrivacyAuthor => "privacy/author",
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

    /// The code that is printed as `name`.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|code| code.as_str() == name)
    }
}
