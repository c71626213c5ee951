//! Number formats and what they show.

use super::*;

fn check(code: &str, number: &str, expected: &str) {
    let shown = Format::parse(code).number(number.parse().unwrap(), false);
    assert_eq!(shown.trim(), expected, "{code} {number}");
}

#[test]
fn percents_and_decimals() {
    check("0%", "0.95", "95%");
    check("0.00%", "0.9525", "95.25%");
    check("0.0%", "0.09965", "10.0%");
    check("\"≥\"0%", "0.95", "≥95%");
    check("0.00", "9.915", "9.92");
    check("0.00_ ", "10", "10.00");
    check("0.##", "5", "5");
    check("0.0#", "5.5", "5.5");
    check(".00", "12.5", "12.50");
    check("#", "0", "");
}

#[test]
fn thousands_scales_and_codes() {
    check("#,##0.00", "1234567.891", "1,234,567.89");
    check("#,##0", "999", "999");
    check("#,##0", "0", "0");
    check("0,\"千元\"", "99200", "99千元");
    check("0.00,,", "1234567", "1.23");
    check("000000", "1203", "001203");
    check("000-0000", "1234567", "123-4567");
    check("0\"人\"", "124", "124人");
    check("0.00E+00", "990000202400012", "990000202400012");
    check("# ?/?", "0.5", "0.5");
}

#[test]
fn signs_zeros_and_conditions() {
    check("0.00", "-5", "-5.00");
    check("0", "-0.2", "0");
    check("#,##0;(#,##0);\"-\"", "-1500", "(1,500)");
    check(
        "_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * \"-\"??_ ;_ @_ ",
        "0",
        "-",
    );
    check(
        "_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * \"-\"??_ ;_ @_ ",
        "1500",
        "1,500.00",
    );
    check("[Red]0;[Blue]-0", "-3", "-3");
    check("[>=10000]0.0,\"千\";0", "12000", "12.0千");
    check("[>=10000]0.0,\"千\";0", "120", "120");
    check("[$¥-804]#,##0.00", "8", "¥8.00");
    check("General\"元\"", "9.92", "9.92元");
    check(";;;", "5", "");
}

#[test]
fn days_and_times() {
    check("yyyy/m/d", "45413", "2024/5/1");
    check("yyyy\"年\"m\"月\"d\"日\";@", "45413", "2024年5月1日");
    check("[$-804]yyyy-mm-dd", "45413", "2024-05-01");
    check("yyyy\\-mm", "45413", "2024-05");
    check("d-mmm-yy", "45413", "1-May-24");
    check("aaaa", "45413", "星期三");
    check("yyyy/m/d h:mm", "45413.5", "2024/5/1 12:00");
    check("上午/下午h\"时\"mm\"分\"", "45413.75", "下午6时00分");
    check("[h]:mm:ss", "1.5", "36:00:00");
    check("mm:ss", "0.5", "00:00");
    check("yyyy/m/d", "-5", "-5");
    assert!(Format::parse("m\"月\"d\"日\"").has_date());
    assert!(!Format::parse("h:mm").has_date());
    assert!(!Format::parse("0\"d\"").has_date());
}

#[test]
fn texts_pass_through_their_section() {
    assert_eq!(Format::parse("0.00").text("无"), "无");
    assert_eq!(Format::parse("@\"人次\"").text("12"), "12人次");
    assert_eq!(
        Format::parse("0;-0;0;\"《\"@\"》\"").text("办法"),
        "《办法》"
    );
    assert_eq!(Format::parse(";;;").text("藏"), "");
}

#[test]
fn odd_codes_end() {
    for code in [
        "\"",
        "\\",
        "[",
        "_",
        "*",
        "0;0;0;0;0;0;0;0;0;0;0",
        "[>x]0",
        "%%%%%%%%",
        "0,,,,,,,,",
        "é",
    ] {
        let _ = Format::parse(code).number(Decimal::MAX, false);
        let _ = Format::parse(code).text("文");
    }
}
