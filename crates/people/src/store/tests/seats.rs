use super::super::seats;
use super::{on_both, person, unit};
use crate::model::UnitKind;

#[test]
fn who_holds_a_seat_is_found_in_a_unit_and_above_it_the_nearest_first() {
    on_both(|tx| {
        let company = unit(tx, "c", None, UnitKind::Company)?;
        let team = unit(tx, "t", Some(&company), UnitKind::Team)?;
        let (lead, chief, gone) =
            (person(tx, "lead", &team)?, person(tx, "chief", &company)?, person(tx, "gone", &team)?);
        for it in [&chief, &lead, &gone] {
            tx.send("INSERT INTO people_role (person_id, role, given_ms) VALUES ($1, 'lead', 0)", db::args![it.id])?;
        }
        tx.send("UPDATE people_person SET status = 'left' WHERE id = $1", db::args![gone.id])?;
        let found = seats::with_role(tx, &team, "lead")?;
        assert_eq!(found, [(lead.id.clone(), 0), (chief.id.clone(), 1)]);
        assert_eq!(seats::with_role(tx, &company, "lead")?, [(chief.id, 0)]);
        assert_eq!(seats::at_post(tx, &team, "投诉主管")?, []);
        tx.send(
            "INSERT INTO people_post (id, unit_id, name, kind, created_ms) VALUES ($1, $2, '投诉主管', 'supervisor', 0)",
            db::args!["pos_01JD0000000000000000000000", team],
        )?;
        tx.send(
            "UPDATE people_person SET post_id = 'pos_01JD0000000000000000000000' WHERE id = $1",
            db::args![lead.id],
        )?;
        assert_eq!(seats::at_post(tx, &team, "投诉主管")?, [(lead.id, 0)]);
        Ok(())
    });
}
