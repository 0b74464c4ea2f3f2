using CompetencyModular.Paths.Domain;
using static CompetencyModular.Paths.Tests.Builders;

namespace CompetencyModular.Paths.Tests.Domain;

public class CourseTests
{
    [Fact]
    public void Publishing_a_course_without_content_is_refused() =>
        ADraft().Publish(Now).Error.ShouldBe(PathsErrors.ContentNeeded);

    [Fact]
    public void Publishing_a_course_with_a_check_but_without_questions_is_refused() =>
        ADraft(completedBy: CompletedBy.Check).WithItems(1).Publish(Now).Error.ShouldBe(PathsErrors.QuestionsNeeded);

    [Fact]
    public void Publishing_a_course_that_takes_the_learners_word_needs_no_content() =>
        ADraft(completedBy: CompletedBy.OwnConfirmation).Publish(Now).IsSuccess.ShouldBeTrue();

    [Fact]
    public void Publishing_a_course_without_a_summary_is_refused()
    {
        var course = Course.Draft(Guid.CreateVersion7(), Details() with { Summary = "" }, null, Now).WithItems(1);
        course.Publish(Now).Error.ShouldBe(PathsErrors.SummaryNeeded);
    }

    [Fact]
    public void Publishing_again_after_retiring_makes_a_new_edition()
    {
        var course = ACourse();
        course.Retire(Now);
        course.Publish(Now);
        (course.Edition, course.State).ShouldBe((2, CourseState.Published));
    }

    [Fact]
    public void Retiring_a_draft_is_refused() => ADraft().Retire(Now).Error.ShouldBe(PathsErrors.NotPublished);

    [Fact]
    public void Removing_the_last_content_of_a_published_course_is_refused()
    {
        var course = ACourse(items: 1);
        course.RemoveItem(course.Items[0].Id, Now).Error.ShouldBe(PathsErrors.ContentNeeded);
        course.Items.Count.ShouldBe(1);
    }

    [Fact]
    public void Asking_for_a_check_that_a_published_course_does_not_have_is_refused()
    {
        var course = ACourse();
        course.Describe(Details(completedBy: CompletedBy.Check), Now).Error.ShouldBe(PathsErrors.QuestionsNeeded);
        course.CompletedBy.ShouldBe(CompletedBy.AllItems);
    }

    [Fact]
    public void Removing_the_last_question_of_a_published_check_is_refused()
    {
        var course = ACourseWithCheck(questions: 1);
        course.RemoveQuestion(course.Questions[0].Id, Now).Error.ShouldBe(PathsErrors.QuestionsNeeded);
    }

    [Theory]
    [InlineData(true, 1, 1, "paths.options-needed")]
    [InlineData(true, 0, 3, "paths.right-answer-needed")]
    [InlineData(false, 0, 3, "paths.right-answer-needed")]
    [InlineData(true, 2, 3, "paths.one-right-answer-only")]
    public void Asking_a_question_that_nobody_can_answer_right_is_refused(bool single, int right, int options, string code) =>
        ADraft().AddQuestion(Guid.CreateVersion7(), AQuestion(kind: single ? QuestionKind.Single : QuestionKind.Multiple, right: right, options: options), Now).Error!.Code.ShouldBe(code);

    [Fact]
    public void A_question_with_several_right_answers_wants_all_of_them_and_no_other()
    {
        var course = ADraft();
        var question = course.AddQuestion(Guid.CreateVersion7(), AQuestion(kind: QuestionKind.Multiple, right: 2), Now).Value;
        var ids = question.Options.Select(o => o.Id).ToList();
        question.IsAnsweredBy(new HashSet<Guid> { ids[0], ids[1] }).ShouldBeTrue();
        question.IsAnsweredBy(new HashSet<Guid> { ids[0] }).ShouldBeFalse();
        question.IsAnsweredBy(ids.ToHashSet()).ShouldBeFalse();
    }

    [Fact]
    public void Moving_content_up_changes_places_with_the_one_before()
    {
        var course = ACourse(items: 3);
        course.MoveItem(course.Items[2].Id, Direction.Up, Now);
        course.Items.Select(i => i.Title).ShouldBe(["Part 1", "Part 3", "Part 2"]);
    }

    [Fact]
    public void Moving_the_first_content_up_leaves_it_where_it_is()
    {
        var course = ACourse(items: 2);
        course.MoveItem(course.Items[0].Id, Direction.Up, Now).IsSuccess.ShouldBeTrue();
        course.Items.Select(i => i.Title).ShouldBe(["Part 1", "Part 2"]);
    }

    [Fact]
    public void P2_Requiring_a_course_that_waits_for_this_one_is_refused()
    {
        var (first, second, third) = (ACourse("A"), ACourse("B"), ACourse("C"));
        var required = new[] { (From: second.Id, To: first.Id), (From: third.Id, To: second.Id) }.ToLookup(p => p.From, p => p.To);
        first.Require(third.Id, required, Now).Error.ShouldBe(PathsErrors.PrerequisiteOfItself);
    }

    [Fact]
    public void P2_Requiring_itself_is_refused()
    {
        var course = ACourse();
        course.Require(course.Id, Enumerable.Empty<Guid>().ToLookup(x => x), Now).Error.ShouldBe(PathsErrors.PrerequisiteOfItself);
    }

    [Fact]
    public void Requiring_another_level_of_a_skill_replaces_the_former()
    {
        var course = ACourse();
        var skill = Guid.CreateVersion7();
        course.Require(new LevelOfSkill(skill, 1, 1), Now).ShouldBeTrue();
        course.Require(new LevelOfSkill(skill, 1, 2), Now).ShouldBeTrue();
        course.Require(new LevelOfSkill(skill, 1, 2), Now).ShouldBeFalse();
        course.Prerequisites.Single().Level.ShouldBe(new LevelOfSkill(skill, 1, 2));
    }

    [Fact]
    public void A_course_is_found_by_title_code_and_tag_whatever_the_accents()
    {
        var course = Course.Draft(Guid.CreateVersion7(), Details("X-7") with { Title = "Über Prüfungen", Tags = Words.Parse("Qualität, safety") }, null, Now);
        course.SearchText.ShouldStartWith("UBER PRUFUNGEN X-7");
        course.SearchText.ShouldContain("QUALITAT");
    }
}
