//! The patterns of page furniture, as regular expressions.
//!
//! The build compiles them (`build.rs`), so that the module holds tables to look up in and
//! no compiler of patterns, which would be a quarter of its size.

/// A date as mastheads print it, with or without a weekday, or a weekday alone.
pub const DATE: &str = "(?:[0-9]{4}年[0-9]{1,2}月[0-9]{1,2}日|[0-9]{4}[./-][0-9]{1,2}[./-][0-9]{1,2})(?:[(（]?(?:星期|周)[一二三四五六日天][)）]?)?|^(?:星期|周)[一二三四五六日天]$";

/// The core of a contact: an e-mail address, a web address, or a phone number.
pub const CONTACT: &str = "[0-9A-Za-z._-]+@[0-9A-Za-z-]+(?:[.][A-Za-z]{2,12})+|(?:https?://|[Ww]{3}[.])[0-9A-Za-z._/-]+|[(]?[0-9]{3,4}[)-]?[0-9]{6,8}|[0-9]{5,}";
