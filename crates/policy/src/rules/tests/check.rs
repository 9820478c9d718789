//! Every message of the checks, made by spoiling a sound document.

use base::FieldProblem;

use super::full;
use crate::model::{Document, Kind};
use crate::rules::{read, validate, validate_set};

/// The faults of a document of the pack `full` in which `from` was replaced by `to`.
fn spoil(kind: Kind, from: &str, to: &str) -> Vec<FieldProblem> {
    let text = full(kind);
    assert!(text.contains(from), "{kind} has no {from:?}");
    match read(&text.replacen(from, to, 1)) {
        Ok(document) => validate(&document),
        Err(problem) => vec![problem],
    }
}

#[track_caller]
fn check(kind: Kind, from: &str, to: &str, code: &str, field: &str) {
    let found = spoil(kind, from, to);
    let named: Vec<_> = found.iter().map(|it| (it.code, it.field.as_str())).collect();
    assert!(named.contains(&(code, field)), "wanted {code} at {field}, found {named:?}");
}

#[test]
fn faults_of_every_document_are_named() {
    check(Kind::SignIn, "zh = \"登录安全\"", "zh = \" \"", "policy.empty", "policy.title.zh");
    check(Kind::SignIn, "least_length = 10", "least_length = 4", "policy.out_of_range", "passwords.least_length");
    check(Kind::SignIn, "idle = \"8h\"", "idle = \"48h\"", "policy.idle_beyond_session", "sessions.idle");
    check(Kind::SignIn, "idle = \"8h\"", "idle = \"1wd\"", "policy.length_unfit", "sessions.idle");
    check(Kind::SignIn, "window = \"15m\"", "window = \"0s\"", "policy.no_time", "attempts.window");
    check(Kind::SignIn, "drift = \"30s\"", "drift = \"10m\"", "policy.out_of_range", "second_factor.drift");
    check(
        Kind::SignIn,
        "recovery_codes = 10",
        "recovery_codes = 0",
        "policy.out_of_range",
        "second_factor.recovery_codes",
    );
}

#[test]
fn faults_of_staff_are_named() {
    check(Kind::Staff, "longest = \"180d\"", "longest = \"0s\"", "policy.no_time", "absence.longest");
    check(Kind::Staff, "longest = \"30d\"", "longest = \"3wd\"", "policy.length_unfit", "delegation.longest");
    check(Kind::Staff, "every = \"180d\"", "every = \"0s\"", "policy.no_time", "review.every");
    check(Kind::Staff, "\"7d\"", "\"7wd\"", "policy.length_unfit", "review.escalate_after");
    check(Kind::Staff, "\"30d\", \"7d\"", "\"30d\", \"7wd\"", "policy.length_unfit", "certificates.remind_before[1]");
    check(Kind::Staff, "id = \"mandarin\"", "id = \"Mandarin\"", "policy.bad_id", "certificates.kinds[1].id");
    check(Kind::Staff, "most_rows = 500", "most_rows = 0", "policy.out_of_range", "import.most_rows");
    check(Kind::Staff, "id = \"sick\"", "id = \"leave\"", "policy.twice", "absence.kinds[1].id");
    check(Kind::Staff, "\"policy.approve\"", "\"policy.eat\"", "policy.unknown_right", "backup.rights");
    check(Kind::Staff, "\"metrics.export\"", "\"system.admin\"", "policy.unknown_right", "delegation.rights");
}

#[test]
fn faults_of_access_are_named() {
    check(Kind::Access, "\"cases.read\"", "\"cases.eat\"", "policy.unknown_right", "roles[0].rights");
    check(Kind::Access, "\"cases.create\"", "\"cases.read\"", "policy.twice", "roles[0].rights[1]");
    check(Kind::Access, "\"system.admin\", ", "", "policy.nobody_may", "roles");
    check(Kind::Access, "id = \"online_agent\"", "id = \"hotline_agent\"", "policy.twice", "roles[1].id");
    check(Kind::Access, "id = \"online_agent\"", "id = \"Online Agent\"", "policy.bad_id", "roles[1].id");
}

#[test]
fn faults_of_calendars_are_named() {
    let office = "calendars.office.week.mon";
    check(Kind::Calendar, "mon = [\"09:00-12:00\"", "mon = [\"9-12\"", "policy.bad_times", office);
    check(Kind::Calendar, "mon = [\"09:00-12:00\"", "mon = [\"12:00-09:00\"", "policy.bad_times", office);
    check(
        Kind::Calendar,
        "\"09:00-12:00\", \"13:30",
        "\"09:00-14:00\", \"13:30",
        "policy.bad_times",
        "calendars.office",
    );
    check(Kind::Calendar, "Asia/Shanghai", "Asia/Nowhere", "policy.unknown_zone", "zone");
    check(Kind::Calendar, "default = \"office\"", "default = \"home\"", "policy.unknown_reference", "default");
    check(
        Kind::Calendar,
        "working_day = \"13h\"",
        "working_day = \"1d\"",
        "policy.length_unfit",
        "calendars.online.working_day",
    );
    check(Kind::Calendar, "to = \"2025-02-04\"", "to = \"2025-01-04\"", "policy.bad_range", "holidays[1].off");
    check(
        Kind::Calendar,
        "worked = [\"2025-01-26\"",
        "worked = [\"2025-01-29\"",
        "policy.worked_and_off",
        "holidays[1].worked",
    );
    let week = full(Kind::Calendar).lines().find(|it| it.starts_with("week = { mon = [\"00:00")).unwrap().to_owned();
    check(Kind::Calendar, &week, "week = {}", "policy.never_open", "calendars.round_the_clock.week");
}

#[test]
fn faults_of_cases_are_named() {
    check(Kind::Cases, "flow = \"short\"", "flow = \"long\"", "policy.unknown_reference", "kinds[0].flow");
    check(
        Kind::Cases,
        "default_priority = \"normal\"",
        "default_priority = \"x\"",
        "policy.unknown_reference",
        "default_priority",
    );
    check(Kind::Cases, "role = \"closed\"", "role = \"work\"", "policy.step_roles", "steps");
    check(Kind::Cases, "to = [\"confirm\", \"propose\"]", "to = [\"propose\"]", "policy.dead_end", "flows[0].moves");
    check(Kind::Cases, "from = \"verify\"", "from = \"closed\"", "policy.move_after_closing", "flows[0].moves[0].from");
    check(Kind::Cases, "kinds = [\"inquiry\", \"complaint\"]", "kinds = []", "policy.empty", "classes[0].kinds");
    check(Kind::Cases, "{ field = \"demand\"", "{ field = \"wish\"", "policy.unknown_reference", "forms[1].fields");
    check(Kind::Cases, "id = \"demand\"", "id = \"subject\"", "policy.built_in_field", "fields[0].id");
    check(Kind::Cases, "is = \"text\"", "is = \"choice\"", "policy.choices_unfit", "fields[0].choices");
    let field = |with: &str, code: &str, at: &str| {
        let demand = "asks for\" }\nis = ";
        check(Kind::Cases, &format!("{demand}\"text\""), &format!("{demand}{with}"), code, at);
    };
    field("\"number\"\npersonal = true", "policy.personal_field", "fields[0].personal");
    field("\"phone\"\npersonal = true\nfilter = true", "policy.personal_field", "fields[0].personal");
    field("\"long_text\"\nfilter = true", "policy.field_not_compared", "fields[0].filter");
    field("\"number\"\nbegins_with = \"many\"", "policy.begins_with_unfit", "fields[0].begins_with");
    field("\"file\"", "policy.file_at_intake", "forms[1].fields[4].required");
    let when = |field: &str| {
        format!("{{ field = \"demand\", required = true, when = {{ field = \"{field}\", is = [\"x\"] }} }}")
    };
    let asked = "{ field = \"demand\", required = true }";
    check(Kind::Cases, asked, &when("place"), "policy.field_depends", "forms[1].fields[4].when.field");
    check(Kind::Cases, asked, &when("demand"), "policy.field_depends", "forms[1].fields[4].when.field");
    check(Kind::Cases, asked, &when("moon"), "policy.unknown_reference", "forms[1].fields[4].when.field");
    check(Kind::Cases, "required = 3", "required = 300", "policy.out_of_range", "quality.required");
    check(Kind::Cases, "at_most = \"10wd\"", "at_most = \"10d\"", "policy.length_unfit", "promises.at_most");
    check(Kind::Cases, "same = [\"customer\", \"class\"]", "same = []", "policy.empty", "repeats.same");
    check(
        Kind::Cases,
        "returns_before_supervisor = 2",
        "returns_before_supervisor = -1",
        "policy.out_of_range",
        "transfers.returns_before_supervisor",
    );
    check(
        Kind::Cases,
        "at_most_bytes = 20971520",
        "at_most_bytes = 0",
        "policy.out_of_range",
        "attachments.at_most_bytes",
    );
    check(Kind::Cases, "id = \"telecom_network\"", "id = \"telecom_billing\"", "policy.twice", "transfers.routes[1]");
    let text = full(Kind::Cases).replace("satisfied = false\nkinds = [\"service_request\"]\n", "satisfied = false\n");
    let text = text.replace("satisfied = ", "kinds = [\"inquiry\"]\nsatisfied = ");
    let found = validate(&read(&text).unwrap());
    assert!(
        found.iter().any(|it| it.code == "policy.no_outcome" && it.params["id"].to_string() == "complaint"),
        "{found:?}"
    );
}

#[test]
fn faults_of_limits_are_named() {
    check(Kind::Limits, "at_permille = 500", "at_permille = 900", "policy.out_of_order", "warnings");
    check(Kind::Limits, "at_permille = 1000", "at_permille = 1500", "policy.out_of_range", "warnings[2].at_permille");
    check(Kind::Limits, "within = \"1wd\"\n", "", "policy.missing_field", "limits[0].within");
    check(Kind::Limits, "within = \"1wd\"", "within = \"1d\"", "policy.length_unfit", "limits[0].within");
    check(Kind::Limits, "channels = [\"portal\"]", "channels = [\"email\"]", "policy.same_match", "limits[1]");
    check(
        Kind::Limits,
        "calendar = \"online\"",
        "calendar = \"online\"\nsteps = [\"verify\"]",
        "policy.steps_without_step_target",
        "limits[2].steps",
    );
    let promise = "target = \"promise\"\ntime = \"wall\"";
    let at = read(&full(Kind::Limits)).unwrap();
    let crate::model::Body::Limits(limits) = &at.body else { panic!("limits") };
    let at = limits.limits.iter().position(|it| it.id == "promise").unwrap();
    check(
        Kind::Limits,
        promise,
        "target = \"promise\"\nwithin = \"1h\"\ntime = \"wall\"",
        "policy.promise_has_its_own_time",
        &format!("limits[{at}].within"),
    );
    check(
        Kind::Limits,
        promise,
        "target = \"promise\"\ncalendar = \"office\"\ntime = \"wall\"",
        "policy.calendar_of_wall_time",
        &format!("limits[{at}].calendar"),
    );
}

#[test]
fn faults_of_appraisal_are_named() {
    check(Kind::Appraisal, "weight_permille = 200", "weight_permille = 300", "policy.weights", "trees[0].parts");
    check(Kind::Appraisal, "from_points = 80", "from_points = 95", "policy.out_of_order", "grades");
    check(Kind::Appraisal, "from_points = 0", "from_points = 10", "policy.grades_leave_a_gap", "grades");
    check(
        Kind::Appraisal,
        "base = 800, target = 950",
        "base = 950, target = 950",
        "policy.flat_curve",
        "trees[0].parts[3].from.metric.target",
    );
    check(
        Kind::Appraisal,
        "under = \"customer\"",
        "under = \"nobody\"",
        "policy.unknown_reference",
        "trees[0].parts[3].under",
    );
    check(
        Kind::Appraisal,
        "from = { rating = { by = \"oneself\" } }\n",
        "",
        "policy.leaf_or_branch",
        "trees[0].parts[0].from",
    );
    check(Kind::Appraisal, "roles = [\"back_office\"]", "roles = [\"hall_agent\"]", "policy.twice", "trees[1].roles");
}

#[test]
fn faults_of_pay_are_named_and_the_law_holds() {
    check(
        Kind::Pay,
        "holiday_permille = 3000",
        "holiday_permille = 2000",
        "policy.out_of_range",
        "overtime.holiday_permille",
    );
    check(Kind::Pay, "hours_per_month = 36", "hours_per_month = 60", "policy.out_of_range", "overtime.hours_per_month");
    check(
        Kind::Pay,
        "deduction_permille = 200",
        "deduction_permille = 300",
        "policy.out_of_range",
        "deduction_permille",
    );
    check(Kind::Pay, "keep = \"5y\"", "keep = \"6mo\"", "policy.below_law", "keep");
    check(Kind::Pay, "is = \"base\"", "is = \"bonus\"", "policy.no_base_pay", "parts");
    check(Kind::Pay, "month_fen = 254000", "month_fen = -1", "policy.out_of_range", "minimum_wages[0].month_fen");
}

#[test]
fn faults_of_the_rest_are_named() {
    check(Kind::Retention, "keep = \"13mo\"", "keep = \"3mo\"", "policy.below_law", "keeping[7].keep");
    check(Kind::Masking, "first = 3", "first = 30", "policy.out_of_range", "fields[0].first");
    check(Kind::Masking, "shown_for = \"10m\"", "shown_for = \"0s\"", "policy.no_time", "reveal.shown_for");
    check(
        Kind::Standards,
        "instead = \"我帮您核实一下\"",
        "instead = \"我不知道\"",
        "policy.instead_is_forbidden",
        "forbidden[0].instead",
    );
    check(Kind::Channels, "capacity = 5", "capacity = 0", "policy.out_of_range", "channels[1].capacity");
    check(
        Kind::Channels,
        "goal_permille = 950",
        "goal_permille = 1950",
        "policy.out_of_range",
        "channels[0].first_response.goal_permille",
    );
}

fn together(spoiled: Kind, from: &str, to: &str) -> Vec<FieldProblem> {
    let documents: Vec<Document> = Kind::ALL
        .into_iter()
        .map(|kind| {
            let text = full(kind);
            let text = if kind == spoiled { text.replacen(from, to, 1) } else { text };
            read(&text).unwrap()
        })
        .collect();
    validate_set(&documents.iter().collect::<Vec<_>>())
}

#[test]
fn what_a_document_says_of_another_has_to_exist() {
    let field = |kind, from: &str, to: &str| {
        let found = together(kind, from, to);
        assert_eq!(found.len(), 1, "{found:?}");
        assert_eq!(found[0].code, "policy.unknown_reference");
        found[0].field.clone()
    };
    assert_eq!(field(Kind::Limits, "calendar = \"online\"", "calendar = \"moon\""), "limits.limits[2].calendar");
    assert_eq!(field(Kind::Limits, "channels = [\"email\"]", "channels = [\"pigeon\"]"), "limits.limits[0].channels");
    assert_eq!(field(Kind::Channels, "calendar = \"office\"", "calendar = \"moon\""), "channels.channels[3].calendar");
    assert_eq!(field(Kind::Appraisal, "\"hall_agent\"", "\"ghost\""), "appraisal.trees[0].roles");
    assert_eq!(
        field(Kind::Standards, "channels = [\"chat\", \"social\"]", "channels = [\"pigeon\"]"),
        "standards.openings[2].channels"
    );
    let view = field(Kind::Cases, "roles = [\"team_lead\", \"supervisor\"", "roles = [\"ghost\", \"supervisor\"");
    assert_eq!(view, "cases.views[1].roles");
    let second = field(Kind::SignIn, "roles = []", "roles = [\"ghost\"]");
    assert_eq!(second, "sign_in.second_factor.roles");
    let metric = field(Kind::Appraisal, "indicator = \"satisfaction\"", "indicator = \"luck\"");
    assert_eq!(metric, "appraisal.trees[0].parts[3].from.metric.indicator");
    let role = field(Kind::Pay, "kind = \"pay\"", "kind = \"pay\"\nscope = \"role:ghost\"");
    assert_eq!(role, "pay.policy.scope");
}

#[test]
fn a_kind_stands_once_for_each_scope() {
    let one = read(&full(Kind::Pay)).unwrap();
    let found = validate_set(&[&one, &one]);
    assert_eq!(found.iter().map(|it| it.code).collect::<Vec<_>>(), ["policy.kind_twice"]);
}

#[test]
fn pay_stays_within_the_bounds_of_labour_law() {
    let documents = |pay: &str, labour: &str| {
        let all = [read(pay).unwrap(), read(labour).unwrap()];
        validate_set(&all.iter().collect::<Vec<_>>())
    };
    let (pay, labour) = (full(Kind::Pay), full(Kind::Labour));
    assert_eq!(documents(&pay, &labour), []);
    let table = [
        ("hours_per_month = 36", "hours_per_month = 37", "pay.overtime.hours_per_month"),
        ("weekday_permille = 1500", "weekday_permille = 1499", "pay.overtime.weekday_permille"),
        ("paid_days_centi = 2175", "paid_days_centi = 2083", "pay.paid_days_centi"),
        ("deduction_permille = 200", "deduction_permille = 300", "pay.deduction_permille"),
        ("hours_per_day = 8", "hours_per_day = 9", "pay.hours_per_day"),
        ("keep = \"5y\"", "keep = \"1y\"", "pay.keep"),
    ];
    for (from, to, field) in table {
        assert!(pay.contains(from), "{from}");
        let found = documents(&pay.replacen(from, to, 1), &labour);
        let named: Vec<_> = found.iter().map(|it| (it.code, it.field.as_str())).collect();
        assert_eq!(named, [("policy.beyond_bound", field)]);
    }
    // An organisation that promises more is held to it.
    let kinder = labour.replacen("value = 36", "value = 20", 1);
    assert_eq!(documents(&pay, &kinder).len(), 1);
    check(Kind::Labour, "source = \"劳动法 41\"", "source = \" \"", "policy.empty", "bounds[4].source");
}
