//! Two answers at once: the first counts, whichever it is.

use super::*;
use crate::support::{at_once, crowd, one_wins};

on_both_databases_racing! {
    fn of_two_answers_at_once_one_counts(app) {
        for bo in crowd(&app, "bo", 4) {
            for number in 0..3 {
                let sample = sample(number);
                // Always different: one raises the ratings, the other leaves them unchanged.
                let answers = at_once(2, |by| bo.put(&path(&sample), moved(&sample, by as i64)));
                let winner = one_wins(&answers, 200, 409, "rated_already");
                let moved_up = above(&bo, &sample).contains(&Some(1));
                assert_eq!(moved_up, winner == 1);
                assert_eq!(told(&sample, &answers[1 - winner].text), 0, "who came second hears that they did");
            }
        }
        assert_eq!(kept(&app), 12);
    }

    /// The same answer twice is one answer.
    fn the_same_answer_twice_at_once_is_answered_alike(app) {
        for bo in crowd(&app, "bo", 4) {
            let sample = sample(0);
            let answers = at_once(2, |_| bo.put(&path(&sample), moved(&sample, 1)).expect(200));
            assert_eq!(answers[0], answers[1]);
        }
        assert_eq!(kept(&app), 4);
    }
}
