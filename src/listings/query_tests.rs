use journey::{text::JourneyId, time::Instant};

use super::{super::row::About, *};

fn row(id: &str, name: &str) -> Row {
    Row {
        id: JourneyId::of_words(id),
        about: About { name: name.to_owned(), ..About::default() },
        status: Status::Running,
        entry: EntryCriteria::AtATime,
        versions: 1,
        start: None,
        created: Instant::UNIX_EPOCH,
        published: None,
        folded: format!("{}\n{id}", name.to_lowercase()),
    }
}

fn ids(query: &Query, rows: Vec<Row>) -> String {
    let rows: Vec<Arc<Row>> = rows.into_iter().map(Arc::new).collect();
    query.apply(&rows).iter().map(|row| row.id.as_str()).collect::<Vec<_>>().join(" ")
}

#[test]
fn an_address_reads_what_it_writes() {
    let full = Query {
        text: "späti & söhne 100%".to_owned(),
        status: Some(Status::Paused),
        entry: Some(EntryCriteria::OnEvent),
        label: Some("a+b".to_owned()),
        archived: true,
        sort: Sort { column: Column::TimedOut, descending: true },
        columns: Some(vec![Column::Status, Column::Created]),
    };
    assert_eq!(Query::parse(&full.write()), full);
    let none = Query { columns: Some(Vec::new()), ..Query::default() };
    assert_eq!(Query::parse(&none.write()), none);
    assert_eq!(Query::default().write(), "");
    assert_eq!(Query::parse(""), Query::default());
}

#[test]
fn what_is_not_understood_is_passed_over() {
    let odd = "?status=asleep&entry=&label=&archived=yes&sort=-weight&x=1&&=&q";
    assert_eq!(Query::parse(odd), Query::default());
    let columns = Query::parse("columns=name,status,nonsense").columns;
    assert_eq!(columns, Some(vec![Column::Status]));
}

#[test]
fn every_word_has_to_be_there_in_whatever_case() {
    let rows = || vec![row("a", "Welcome Series"), row("b", "Win-back series"), row("c", "Digest")];
    let find = |text: &str| ids(&Query { text: text.to_owned(), ..Query::default() }, rows());
    assert_eq!(find("SERIES win"), "b");
    assert_eq!(find("  "), "c a b");
    assert_eq!(find("nothing"), "");
}

#[test]
fn filters_narrow_and_the_archived_are_asked_for() {
    let mut archived = row("old", "Old");
    archived.about.archived = true;
    let mut paused = row("paused", "Paused");
    paused.status = Status::Paused;
    let mut labelled = row("labelled", "With a label");
    labelled.about.labels = vec!["shop".to_owned()];
    let rows = || vec![archived.clone(), paused.clone(), labelled.clone()];
    assert_eq!(ids(&Query::default(), rows()), "paused labelled");
    assert_eq!(ids(&Query::parse("archived=1"), rows()), "old paused labelled");
    assert_eq!(ids(&Query::parse("status=paused"), rows()), "paused");
    assert_eq!(ids(&Query::parse("label=shop"), rows()), "labelled");
    assert_eq!(ids(&Query::parse("entry=on-event"), rows()), "");
}

#[test]
fn what_has_no_start_comes_last_either_way() {
    let mut early = row("early", "b");
    early.start = Some((Instant::UNIX_EPOCH, "UTC".to_owned()));
    let mut late = row("late", "a");
    late.start = Some((Instant::MAX_UTC, "UTC".to_owned()));
    let rows = || vec![row("none", "c"), late.clone(), early.clone()];
    assert_eq!(ids(&Query::parse("sort=start"), rows()), "early late none");
    assert_eq!(ids(&Query::parse("sort=-start"), rows()), "late early none");
}

#[test]
fn equals_stand_by_name() {
    let rows = || vec![row("2", "b"), row("3", "C"), row("1", "a")];
    for sort in ["sort=rate", "sort=-rate", "sort=status", "sort=-versions", ""] {
        assert_eq!(ids(&Query::parse(sort), rows()), "1 2 3", "{sort}");
    }
    assert_eq!(ids(&Query::parse("sort=-name"), rows()), "3 2 1");
}

#[test]
fn a_second_press_turns_the_order_round() {
    let by_name = Sort::default().pressed(Column::Name);
    assert_eq!(by_name, Sort { column: Column::Name, descending: false });
    assert!(by_name.pressed(Column::Name).descending);
    assert!(by_name.pressed(Column::Published).descending);
    assert!(!Sort::default().pressed(Column::Created).descending);
}

#[test]
fn a_saved_filter_leaves_the_columns_alone() {
    let query = Query::parse("q=x&sort=name&columns=status");
    assert_eq!(query.filter(), "q=x&sort=name");
    assert_eq!(query.cleared().write(), "sort=name&columns=status");
}
