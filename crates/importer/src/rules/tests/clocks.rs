use base::Stamp;

use crate::mapping::Times;
use crate::rules::clock::ClockFace;

fn read(formats: &[&str], zone: &str, cell: &str) -> Option<String> {
    let times = Times { formats: formats.iter().map(ToString::to_string).collect(), zone: zone.into() };
    ClockFace::new(&times).unwrap().read(cell).map(|it: Stamp| it.to_string())
}

fn written(format: &str, cell: &str) -> Option<String> {
    read(&[format], Times::AS_WRITTEN, cell)
}

#[test]
fn times_are_read_as_the_known_sources_write_them() {
    let at = |text: &str| Some(format!("{text}.000Z"));
    assert_eq!(written("%Y-%m-%d %H:%M:%S", "2012-10-09 14:50:17"), at("2012-10-09T14:50:17"));
    assert_eq!(written("%d/%m/%Y %H:%M", "29/2/2016 01:16"), at("2016-02-29T01:16:00"));
    assert_eq!(written("%m/%d/%Y %I:%M:%S %p", "07/21/2020 02:13:58 PM"), at("2020-07-21T14:13:58"));
    assert_eq!(written("%m/%d/%Y %I:%M:%S %p", "01/01/2020 12:00:00 AM"), at("2020-01-01T00:00:00"));
    assert_eq!(written("%m/%d/%Y %H:%M", "3/14/2025 1:20"), at("2025-03-14T01:20:00"));
    assert_eq!(written("%m/%d/%Y", "3/19/2015"), at("2015-03-19T00:00:00"));
    assert_eq!(written("%d-%b-%y %I:%M:%S %p", "04-Aug-15 10:22:56 AM"), at("2015-08-04T10:22:56"));
    assert_eq!(written("%Y/%m/%d %H:%M:%S", "2019/4/25 9:32:09"), at("2019-04-25T09:32:09"));
}

#[test]
fn what_does_not_fit_is_no_time() {
    assert_eq!(written("%Y/%m/%d %H:%M:%S", "2018/4/24"), None);
    assert_eq!(written("%Y-%m-%d", "2019-02-29"), None);
    assert_eq!(written("%Y-%m-%d", "2019-02-28x"), None);
    assert_eq!(written("%Y-%m-%d", ""), None);
}

#[test]
fn the_first_format_that_fits_is_taken() {
    let formats = ["%Y/%m/%d %H:%M:%S", "%Y/%m/%d"];
    assert_eq!(read(&formats, Times::AS_WRITTEN, "2018/4/24"), Some("2018-04-24T00:00:00.000Z".into()));
}

#[test]
fn zones_are_kept_respected_or_read() {
    let format = ["%Y-%m-%dT%H:%M:%S%.f%:z"];
    let cell = "2010-03-31T16:59:42.5+02:00";
    assert_eq!(read(&format, Times::AS_WRITTEN, cell), Some("2010-03-31T16:59:42.500Z".into()));
    assert_eq!(read(&format, Times::OFFSET, cell), Some("2010-03-31T14:59:42.500Z".into()));
    assert_eq!(read(&["%Y-%m-%d %H:%M"], "Asia/Shanghai", "2026-11-22 11:00"), Some("2026-11-22T03:00:00.000Z".into()));
}

#[test]
fn iso_8601_is_understood_whatever_the_formats_are() {
    let at = |text: &str| Some(format!("{text}.000Z"));
    let day = "%d/%m/%Y %H:%M";
    for cell in
        ["2016-02-29 01:16:00", "2016-02-29T01:16:00.000", "2016-02-29 01:16:00+00", "2016-02-29T01:16:00+08:00"]
    {
        assert_eq!(written(day, cell), at("2016-02-29T01:16:00"), "{cell}");
    }
    assert_eq!(written(day, "2016-02-29"), at("2016-02-29T00:00:00"));
    assert_eq!(read(&["%d/%m/%Y %z"], Times::OFFSET, "2016-02-29T01:16:00+08:00"), at("2016-02-28T17:16:00"));
    assert_eq!(read(&["%d/%m/%Y %z"], Times::OFFSET, "2016-02-29T01:16:00Z"), at("2016-02-29T01:16:00"));
    assert_eq!(read(&["%d/%m/%Y %z"], Times::OFFSET, "2016-02-29 01:16:00"), None, "which offset, nobody knows");
    for cell in ["20160229", "2016-2-29", "2016-02-30", "2016-02-29 25:00", "2016/02/29"] {
        assert_eq!(written(day, cell), None, "{cell}");
    }
}

#[test]
fn a_workbooks_number_is_a_time_where_the_mapping_says_so() {
    assert_eq!(written(Times::EXCEL, "45962.395833333336"), Some("2025-11-01T09:30:00.000Z".into()));
    assert_eq!(written(Times::EXCEL, "45962"), Some("2025-11-01T00:00:00.000Z".into()));
    assert_eq!(written(Times::EXCEL, "0.4"), None);
    assert_eq!(written("%Y-%m-%d", "45962"), None);
}

#[test]
fn a_year_of_two_digits_is_no_year_of_antiquity() {
    assert_eq!(written("%m/%d/%Y", "3/19/15"), None);
    assert_eq!(read(&["%m/%d/%Y", "%m/%d/%y"], Times::AS_WRITTEN, "3/19/15"), Some("2015-03-19T00:00:00.000Z".into()));
}
