//! One chart, one snapshot; and what holds of every chart.
