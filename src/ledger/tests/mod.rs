//! What ledgers are read as, and what is told of those that can't be.

mod building;
mod portal;
mod reading_csv;
mod reading_xlsx;
