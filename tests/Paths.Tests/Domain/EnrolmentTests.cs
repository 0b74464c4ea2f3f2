using CompetencyModular.Paths.Domain;
using CsCheck;
using static CompetencyModular.Paths.Tests.Builders;

namespace CompetencyModular.Paths.Tests.Domain;

public class EnrolmentTests
{
    [Fact]
    public void Enrolling_in_a_draft_is_refused() =>
        Enrolment.In(ADraft(), null, Guid.CreateVersion7(), "own-choice", null, Now).Error.ShouldBe(PathsErrors.CourseNotOpen);

    [Fact]
    public void Enrolling_in_a_retired_course_is_refused()
    {
        var course = ACourse();
        course.Retire(Now);
        Enrolment.In(course, null, Guid.CreateVersion7(), "own-choice", null, Now).Error.ShouldBe(PathsErrors.CourseNotOpen);
    }

    [Fact]
    public void Enrolling_twice_is_the_same_enrolment()
    {
        var course = ACourse();
        var first = AnEnrolment(course);
        AnEnrolment(course, first).ShouldBeSameAs(first);
    }

    [Fact]
    public void Finishing_the_first_content_starts_the_course()
    {
        var course = ACourse(items: 2);
        var enrolment = AnEnrolment(course);
        enrolment.State.ShouldBe(EnrolmentState.Enrolled);
        enrolment.Finish(course.Items[0], course, Now.AddHours(1));
        (enrolment.State, enrolment.StartedAt, enrolment.Completion).ShouldBe((EnrolmentState.InProgress, Now.AddHours(1), null));
    }

    [Fact]
    public void Finishing_the_last_content_masters_a_course_without_a_check()
    {
        var course = ACourse(items: 2);
        var enrolment = AnEnrolment(course);
        foreach (var item in course.Items) enrolment.Finish(item, course, Now);
        enrolment.State.ShouldBe(EnrolmentState.Mastered);
    }

    [Fact]
    public void R3_3_Mastering_a_course_tells_it_once_with_the_enrolment_as_occurrence()
    {
        var course = ACourse(items: 1);
        var enrolment = AnEnrolment(course);
        enrolment.Finish(course.Items[0], course, Now);
        var completion = enrolment.Completion.ShouldNotBeNull();
        completion.Activity.ToString().ShouldBe($"Paths/course/{course.Id}");
        completion.OccurrenceKey.ShouldBe(enrolment.Id.ToString());
        enrolment.Finish(course.Items[0], course, Now.AddDays(1));
        enrolment.Completion.ShouldBeSameAs(completion);
    }

    [Fact]
    public void Finishing_all_content_does_not_master_a_course_with_a_check()
    {
        var course = ACourseWithCheck().WithItems(1);
        var enrolment = AnEnrolment(course);
        enrolment.Finish(course.Items[0], course, Now);
        enrolment.IsMastered.ShouldBeFalse();
    }

    [Fact]
    public void R1_4_Whoever_knows_the_matter_masters_the_check_without_the_content()
    {
        var course = ACourseWithCheck().WithItems(3);
        var enrolment = AnEnrolment(course);
        enrolment.Submit(Guid.CreateVersion7(), Answers(course, 4), course, Now).Value.Outcome.ShouldBe(TryOutcome.Mastered);
        enrolment.IsMastered.ShouldBeTrue();
    }

    [Theory]
    [InlineData(2, 50, TryOutcomeName.NotYet)]
    [InlineData(3, 75, TryOutcomeName.Mastered)]
    [InlineData(4, 100, TryOutcomeName.Mastered)]
    public void A_try_shows_mastery_from_the_threshold_on(int right, int score, TryOutcomeName outcome)
    {
        var course = ACourseWithCheck(questions: 4, threshold: 75);
        var made = AnEnrolment(course).Submit(Guid.CreateVersion7(), Answers(course, right), course, Now).Value;
        (made.Score, made.Outcome.ToString()).ShouldBe((score, outcome.ToString()));
    }

    [Fact]
    public void N1_There_are_two_outcomes_and_none_of_them_says_failed() =>
        Enum.GetNames<TryOutcome>().Concat(Enum.GetNames<EnrolmentState>()).ShouldNotContain(n => n.Contains("Fail", StringComparison.OrdinalIgnoreCase));

    [Fact]
    public void N2_Any_number_of_not_yets_bars_no_further_try() => Gen.Int[0, 3].List[0, 30].Sample(tries =>
    {
        var course = ACourseWithCheck(questions: 4, threshold: 100);
        var enrolment = AnEnrolment(course);
        foreach (var right in tries) enrolment.Submit(Guid.CreateVersion7(), Answers(course, right), course, Now).Value.Outcome.ShouldBe(TryOutcome.NotYet);
        enrolment.Submit(Guid.CreateVersion7(), Answers(course, 4), course, Now).Value.Number.ShouldBe(tries.Count + 1);
        enrolment.IsMastered.ShouldBeTrue();
    }, iter: 100);

    [Fact]
    public void N3_What_was_mastered_stays_whatever_comes_later() => Gen.Int[0, 4].List[0, 10].Sample(later =>
    {
        var course = ACourseWithCheck();
        var enrolment = AnEnrolment(course);
        enrolment.Submit(Guid.CreateVersion7(), Answers(course, 4), course, Now);
        foreach (var right in later) enrolment.Submit(Guid.CreateVersion7(), Answers(course, right), course, Now.AddDays(1));
        course.Retire(Now.AddDays(2));
        course.Publish(Now.AddDays(3));
        (enrolment.State, enrolment.MasteredAt, enrolment.MasteredEdition).ShouldBe((EnrolmentState.Mastered, Now, 1));
    }, iter: 50);

    [Fact]
    public void N3_Leaving_what_was_mastered_is_refused()
    {
        var course = ACourse(items: 0);
        var enrolment = AnEnrolment(course);
        enrolment.Confirm(course, Now);
        enrolment.Leave(Now).Error.ShouldBe(PathsErrors.AlreadyMastered);
    }

    [Fact]
    public void Taking_a_mastered_course_again_is_a_new_occurrence()
    {
        var course = ACourse(items: 0);
        var first = AnEnrolment(course);
        first.Confirm(course, Now);
        var second = AnEnrolment(course, first);
        (second.Occurrence, second.State, first.State).ShouldBe((2, EnrolmentState.Enrolled, EnrolmentState.Mastered));
        second.Id.ShouldNotBe(first.Id);
    }

    [Fact]
    public void Enrolling_after_leaving_goes_on_where_one_was()
    {
        var course = ACourse(items: 2);
        var enrolment = AnEnrolment(course);
        enrolment.Finish(course.Items[0], course, Now);
        enrolment.Leave(Now);
        var again = AnEnrolment(course, enrolment);
        again.ShouldBeSameAs(enrolment);
        (again.State, again.HasDone(course.Items[0].Id)).ShouldBe((EnrolmentState.InProgress, true));
    }

    [Fact]
    public void Finishing_content_after_leaving_is_refused()
    {
        var course = ACourse();
        var enrolment = AnEnrolment(course);
        enrolment.Leave(Now);
        enrolment.Finish(course.Items[0], course, Now).Error.ShouldBe(PathsErrors.NotEnrolled);
    }

    [Fact]
    public void Confirming_masters_a_course_that_takes_the_learners_word()
    {
        var course = ACourse(items: 0);
        var enrolment = AnEnrolment(course);
        enrolment.Confirm(course, Now).IsSuccess.ShouldBeTrue();
        enrolment.Completion.ShouldNotBeNull();
    }

    [Fact]
    public void Confirming_a_course_with_a_check_is_refused()
    {
        var course = ACourseWithCheck();
        AnEnrolment(course).Confirm(course, Now).Error.ShouldBe(PathsErrors.CheckFirst);
    }

    [Fact]
    public void Confirming_before_the_content_is_worked_through_is_refused()
    {
        var course = ACourse(items: 2);
        AnEnrolment(course).Confirm(course, Now).Error.ShouldBe(PathsErrors.ItemsFirst);
    }

    [Fact]
    public void Trying_a_course_without_a_check_is_refused()
    {
        var course = ACourse();
        AnEnrolment(course).Submit(Guid.CreateVersion7(), Answers(course, 0), course, Now).Error.ShouldBe(PathsErrors.NoCheck);
    }

    [Fact]
    public void A_try_keeps_what_was_asked_when_the_question_is_edited_later()
    {
        var course = ACourseWithCheck(questions: 1);
        var made = AnEnrolment(course).Submit(Guid.CreateVersion7(), Answers(course, 1), course, Now).Value;
        course.ChangeQuestion(course.Questions[0].Id, AQuestion("Quite another one?"), Now);
        made.Answers.Single().Text.ShouldBe("Question 1");
        made.Answers.Single().Options.Single(o => o.IsChosen).IsRight.ShouldBeTrue();
    }

    [Fact]
    public void A_try_keeps_the_order_in_which_it_asked()
    {
        var course = ACourseWithCheck(questions: 8);
        var enrolment = AnEnrolment(course);
        var asked = Shuffle.For(enrolment.Id, enrolment.NextTry, course.Questions).Select(q => q.Id).ToList();
        enrolment.Submit(Guid.CreateVersion7(), Answers(course, 8), course, Now).Value.Answers.Select(a => a.QuestionId).ShouldBe(asked);
    }

    [Fact]
    public void Questions_that_are_left_out_are_not_right()
    {
        var course = ACourseWithCheck();
        var none = new Dictionary<Guid, IReadOnlySet<Guid>>();
        AnEnrolment(course).Submit(Guid.CreateVersion7(), none, course, Now).Value.Score.ShouldBe(0);
    }

    /// <summary>A public stand-in, because a test's parameters are public and the outcome is not.</summary>
    public enum TryOutcomeName
    {
        NotYet,
        Mastered,
    }
}
