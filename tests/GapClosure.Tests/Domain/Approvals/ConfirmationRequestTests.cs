using CompetencyModular.GapClosure.Domain.Approvals;

namespace CompetencyModular.GapClosure.Tests.Domain.Approvals;

public sealed class ConfirmationRequestTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 8, 0, 0, TimeSpan.Zero);
    private static readonly Guid Learner = Guid.NewGuid();
    private static readonly Approver Ann = new(Guid.NewGuid(), null);
    private static readonly Approver Bob = new(Guid.NewGuid(), null);

    [Fact]
    public void A1_The_approver_may_confirm_another_level_than_the_one_claimed()
    {
        var request = Submitted(claimed: 3);

        request.Approve(Ann, 2, Now).ShouldBeNull();

        (request.State, request.DecidedOrdinal).ShouldBe((RequestState.Approved, 2));
    }

    [Fact]
    public void A1_A_question_goes_to_the_person_and_the_answer_back_to_the_approvers()
    {
        var request = Submitted();

        request.Ask(Ann, "When?", Now).ShouldBeNull();
        request.State.ShouldBe(RequestState.MoreInfo);
        request.Answer("In May.", Now).ShouldBeNull();

        request.State.ShouldBe(RequestState.Submitted);
        request.Remarks.Select(r => r.Text).ShouldBe(["When?", "In May."]);
    }

    [Fact]
    public void A1_What_was_decided_or_withdrawn_is_not_decided_again()
    {
        var decided = Submitted();
        decided.SayNotYet(Ann, "Show a weld.", Now);
        var withdrawn = Submitted();
        withdrawn.Withdraw().ShouldBeNull();

        decided.Approve(Bob, 2, Now).ShouldBe(ApprovalErrors.NotOpen);
        withdrawn.Approve(Bob, 2, Now).ShouldBe(ApprovalErrors.NotOpen);
        decided.Withdraw().ShouldBe(ApprovalErrors.NotOpen);
    }

    [Fact]
    public void A3_Nobody_decides_on_their_own_request_nor_for_somebody_else()
    {
        var request = Submitted();

        request.Approve(new Approver(Learner, null), 2, Now).ShouldBe(ApprovalErrors.OwnRequest);
        request.Approve(new Approver(Learner, Ann.PersonId), 2, Now).ShouldBe(ApprovalErrors.OwnRequest);
    }

    [Fact]
    public void A4_The_approval_that_fills_the_quorum_decides_at_the_level_all_of_them_agree_on()
    {
        var request = Submitted(claimed: 3, quorum: 2);

        request.Approve(Ann, 3, Now).ShouldBeNull();
        request.State.ShouldBe(RequestState.Submitted);
        request.Approve(Bob, 2, Now).ShouldBeNull();

        (request.State, request.DecidedOrdinal).ShouldBe((RequestState.Approved, 2));
    }

    [Fact]
    public void A4_A_quorum_asks_for_nobody_who_is_not_there_and_those_who_have_voted_decide_where_nobody_else_is_left()
    {
        var (waits, decided) = (Submitted(quorum: 2), Submitted(quorum: 2));
        decided.Approve(Ann, 2, Now);

        waits.Fit(new HashSet<Guid> { Ann.PersonId, Learner }, Now);
        decided.Fit(new HashSet<Guid> { Ann.PersonId, Learner }, Now);

        (waits.State, waits.Quorum).ShouldBe((RequestState.Submitted, 1));
        (decided.State, decided.DecidedOrdinal).ShouldBe((RequestState.Approved, 2));
    }

    [Fact]
    public void A4_Where_somebody_else_comes_in_the_place_of_who_has_left_their_approval_is_waited_for()
    {
        var request = Submitted(quorum: 2);
        request.Approve(Ann, 2, Now);

        request.Fit(new HashSet<Guid> { Guid.NewGuid() }, Now);

        (request.State, request.Quorum).ShouldBe((RequestState.Submitted, 2));
    }

    [Fact]
    public void A4_The_first_not_yet_decides_whatever_the_quorum()
    {
        var request = Submitted(quorum: 3);

        request.SayNotYet(Ann, "Show a weld.", Now).ShouldBeNull();

        request.State.ShouldBe(RequestState.NotYet);
    }

    [Fact]
    public void A4_There_is_one_vote_per_approver_also_through_a_delegation()
    {
        var request = Submitted(quorum: 3);
        request.Approve(Ann, 2, Now);

        request.Approve(Ann, 2, Now).ShouldBe(ApprovalErrors.VotedAlready);
        request.Approve(Bob with { OnBehalfOf = Ann.PersonId }, 2, Now).ShouldBe(ApprovalErrors.VotedAlready);
        request.Votes.ShouldHaveSingleItem();
    }

    [Fact]
    public void A4_A_decision_is_undone_by_whoever_made_it_until_it_is_released()
    {
        var request = Submitted();
        request.Approve(Ann, 2, Now);

        request.StateForThePerson.ShouldBe(RequestState.Submitted);
        request.Undo(Bob.PersonId).ShouldBe(ApprovalErrors.CannotUndo);
        request.Undo(Ann.PersonId).ShouldBeNull();
        (request.State, request.DecidedOrdinal).ShouldBe((RequestState.Submitted, null));
    }

    [Fact]
    public void A4_The_end_of_an_undone_decisions_time_releases_nothing()
    {
        var request = Submitted();
        request.Approve(Ann, 2, Now);
        request.Undo(Ann.PersonId);
        request.SayNotYet(Ann, "Show a weld.", Now);

        request.Release(decision: 1, Now).ShouldBeFalse();
        request.Release(decision: 2, Now).ShouldBeTrue();
        request.Release(decision: 2, Now).ShouldBeFalse();
        request.Undo(Ann.PersonId).ShouldBe(ApprovalErrors.CannotUndo);
    }

    [Fact]
    public void L2_A_request_goes_along_with_a_newer_version_of_the_scale()
    {
        var request = Submitted(claimed: 2, quorum: 2);
        request.Approve(Ann, 2, Now);

        request.MoveTo(scaleVersion: 2, ordinal => ordinal + 1);

        (request.ScaleVersion, request.Ordinal, request.Votes[0].Ordinal).ShouldBe((2, 3, 3));
    }

    private static ConfirmationRequest Submitted(int claimed = 2, int quorum = 1)
    {
        var request = new ConfirmationRequest(Learner, Guid.NewGuid(), 1, Now);
        request.Write(1, claimed, "Welded.", "");
        request.Submit(new Route([ApproverKey.Person(Ann.PersonId), ApproverKey.Person(Bob.PersonId)], quorum), Now);
        return request;
    }
}
