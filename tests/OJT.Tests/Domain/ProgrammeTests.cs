using CompetencyModular.OJT.Domain;
using static CompetencyModular.OJT.Tests.Builders;

namespace CompetencyModular.OJT.Tests.Domain;

public sealed class ProgrammeTests
{
    [Fact]
    public void O2_An_objective_without_a_required_task_keeps_a_programme_from_being_published()
    {
        var programme = Programme.Draft(Guid.CreateVersion7(), "Rounds", "What it is about.", Scheme.Onboarding, null, Now);
        var objective = programme.AddObjective(Guid.CreateVersion7(), "Walks the round", "", null, Now);
        programme.WriteTask(objective.Id, ATask("Watch", isRequired: false), Now);

        programme.Publish(null, Now).Error.ShouldBe(OjtErrors.RequiredTasksNeeded);
    }

    [Fact]
    public void A_programme_without_objectives_or_summary_cannot_be_published()
    {
        Programme.Draft(Guid.CreateVersion7(), "Rounds", "About.", Scheme.Onboarding, null, Now).Publish(null, Now).Error.ShouldBe(OjtErrors.ObjectivesNeeded);
        Programme.Draft(Guid.CreateVersion7(), "Rounds", "", Scheme.Onboarding, null, Now).Publish(null, Now).Error.ShouldBe(OjtErrors.SummaryNeeded);
    }

    [Fact]
    public void O1_Each_publication_is_a_version_that_stays_as_it_was()
    {
        var programme = AProgramme();
        programme.WriteTask(programme.Objectives[0].Id, ATask("Third 1"), Now);
        programme.Publish(null, Now).IsSuccess.ShouldBeTrue();

        programme.CurrentVersion.ShouldBe(2);
        programme.Versions.Select(v => v.Content.Objectives[0].Tasks.Count).ShouldBe([3, 4]);
    }

    [Fact]
    public void Publishing_without_a_change_is_refused_and_a_retired_programme_is_offered_again_without_a_new_version()
    {
        var programme = AProgramme();

        programme.Publish(null, Now).Error.ShouldBe(OjtErrors.NothingChanged);
        programme.Retire(Now).IsSuccess.ShouldBeTrue();
        programme.Publish(null, Now).IsSuccess.ShouldBeTrue();

        (programme.State, programme.CurrentVersion).ShouldBe((ProgrammeState.Published, 1));
    }

    [Fact]
    public void Objectives_and_tasks_move_by_one_place_and_stay_at_the_ends()
    {
        var programme = AProgramme(objectives: 2);
        var (first, task) = (programme.Objectives[0].Id, programme.Objectives[0].Tasks[0].Id);

        programme.Move(first, up: true, Now).IsSuccess.ShouldBeTrue();
        programme.Objectives[0].Id.ShouldBe(first);
        programme.Move(first, up: false, Now).IsSuccess.ShouldBeTrue();
        programme.Objectives[1].Id.ShouldBe(first);
        programme.Move(task, up: false, Now).IsSuccess.ShouldBeTrue();
        programme.Objectives[1].Tasks[1].Id.ShouldBe(task);
        programme.Move(Guid.NewGuid(), up: true, Now).IsSuccess.ShouldBeFalse();
    }
}
