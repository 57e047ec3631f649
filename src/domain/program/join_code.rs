use crate::domain::{Invalid, text_serde};
use std::{fmt, str::FromStr};
use utoipa::ToSchema;

/// A code for joining a program: twelve letters and digits, in groups of four.
// 60 bits in Crockford's base 32 (https://www.crockford.com/base32.html), which has no letters that are easily
// confused and
// reads the usual typing mistakes as they were meant. Its `Debug` is masked.
#[derive(Clone, PartialEq, Eq, ToSchema)]
#[schema(value_type = String, example = "7KQ2-M4XD-9TNB", max_length = 40)]
pub struct JoinCode(String);

const DIGITS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

impl JoinCode {
    /// The code made from the low 60 of these bits.
    pub fn from_bits(bits: u64) -> Self {
        let digit = |place: u32| DIGITS.get(usize::try_from(bits >> (5 * place) & 31).unwrap_or_default());
        Self((0..12).filter_map(digit).map(|byte| char::from(*byte)).collect())
    }

    /// As stored and compared.
    pub fn key(&self) -> &str {
        &self.0
    }
}

impl FromStr for JoinCode {
    type Err = Invalid;
    fn from_str(text: &str) -> Result<Self, Invalid> {
        let meant = text.chars().take(41).filter(|c| !matches!(c, '-' | ' ')).map(|c| match c.to_ascii_uppercase() {
            'O' => '0',
            'I' | 'L' => '1',
            other => other,
        });
        let code: String = meant.collect();
        let known = code.bytes().all(|byte| DIGITS.contains(&byte));
        if code.len() == 12 && known {
            Ok(Self(code))
        } else {
            Err(Invalid::new("This isn't a join code. It has twelve letters and digits, like 7KQ2-M4XD-9TNB."))
        }
    }
}

impl fmt::Display for JoinCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (place, digit) in self.0.chars().enumerate() {
            let dash = if place > 0 && place % 4 == 0 { "-" } else { "" };
            write!(f, "{dash}{digit}")?;
        }
        Ok(())
    }
}

impl fmt::Debug for JoinCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JoinCode(***)")
    }
}

text_serde!(JoinCode);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_read_as_it_was_meant() {
        let code = JoinCode::from_bits(0x0fff_ffff_0000_0020);
        assert_eq!(code.to_string(), "0100-00WZ-ZZZZ");
        for typed in ["0100-00WZ-ZZZZ", "o1oo oowz zzzz", "OL0000WZZZZZ", " 0100-00wz-zzzz "] {
            assert_eq!(typed.parse(), Ok(code.clone()), "{typed}");
        }
        for bad in ["", "0100-00WZ-ZZZ", "0100-00WZ-ZZZZZ", "0100-00WZ-ZZZU", "0100-00WZ-ZZZ\u{e9}", &"-".repeat(90)] {
            assert!(bad.parse::<JoinCode>().is_err(), "{bad}");
        }
        assert!(!format!("{code:?}").contains("ZZZ"));
    }
}
