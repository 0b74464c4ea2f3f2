using CompetencyModular.GapClosure.Domain.Approvals;

namespace CompetencyModular.GapClosure.Tests.Domain.Approvals;

public sealed class RouteTests
{
    private static readonly Guid Me = Guid.NewGuid();
    private static readonly Guid Manager = Guid.NewGuid();
    private static readonly Guid Above = Guid.NewGuid();
    private static readonly Guid Expert = Guid.NewGuid();
    private static readonly Guid Skill = Guid.NewGuid();

    [Fact]
    public void A2_Without_a_rule_the_line_manager_decides() => Keys(null, [Manager, Above]).ShouldBe([ApproverKey.Person(Manager)]);

    [Fact]
    public void A2_With_a_quorum_the_managers_above_decide_together() =>
        For(new RoutingRule { Kind = ApproverKind.LineManager, Quorum = 2 }, [Manager, Above]).ShouldSatisfyAllConditions(
            r => r.Keys.ShouldBe([ApproverKey.Person(Manager), ApproverKey.Person(Above)]), r => r.Quorum.ShouldBe(2));

    [Fact]
    public void A2_Named_people_decide_where_they_are_named() => Keys(Named(Expert, Above), [Manager]).ShouldBe([ApproverKey.Person(Expert), ApproverKey.Person(Above)]);

    [Fact]
    public void A2_Holders_of_the_skill_decide_and_HR_sees_it_beside_them() =>
        Keys(new RoutingRule { Kind = ApproverKind.Holders, MinOrdinal = 3 }, [Manager]).ShouldBe([ApproverKey.Holders(Skill, 3), ApproverKey.HR]);

    [Fact]
    public void A2_HR_of_the_unit_decides_and_all_of_HR_where_there_is_none()
    {
        var rule = new RoutingRule { Kind = ApproverKind.UnitHR, Quorum = 2 };

        Route.For(rule, Me, Skill, [Manager], new HashSet<Guid>(), [Me, Expert]).ShouldSatisfyAllConditions(r => r.Keys.ShouldBe([ApproverKey.Person(Expert)]), r => r.Quorum.ShouldBe(1));
        Route.For(rule, Me, Skill, [Manager], new HashSet<Guid>(), [Me]).Keys.ShouldBe([ApproverKey.HR]);
    }

    [Fact]
    public void A2_A_group_decides_and_the_line_manager_where_nobody_is_in_it()
    {
        var rule = new RoutingRule { Kind = ApproverKind.Group, UnitId = Guid.NewGuid(), Quorum = 2 };

        Route.For(rule, Me, Skill, [Manager], new HashSet<Guid> { Me, Expert }).Keys.ShouldBe([ApproverKey.Unit(rule.UnitId.Value)]);
        Route.For(rule, Me, Skill, [Manager], new HashSet<Guid> { Me }).Keys.ShouldBe([ApproverKey.Person(Manager)]);
    }

    [Fact]
    public void A3_Whoever_asks_is_left_out_and_the_next_in_the_chain_decides()
    {
        Keys(Named(Me), [Manager]).ShouldBe([ApproverKey.Person(Manager)]);
        Keys(null, [Me, Above]).ShouldBe([ApproverKey.Person(Above)]);
    }

    [Fact]
    public void A3_Where_nobody_is_left_it_goes_to_HR()
    {
        Keys(null, []).ShouldBe([ApproverKey.HR]);
        Keys(Named(Me), []).ShouldBe([ApproverKey.HR]);
    }

    [Fact]
    public void A3_Those_who_have_left_are_not_asked_and_the_quorum_asks_for_nobody_who_is_not_there()
    {
        var rule = new RoutingRule { Kind = ApproverKind.Named, People = [Expert, Above], Quorum = 2 };

        var route = Route.For(rule, Me, Skill, [Manager], new HashSet<Guid> { Expert });

        (route.Keys.Single(), route.Quorum).ShouldBe((ApproverKey.Person(Expert), 1));
    }

    private static RoutingRule Named(params Guid[] people) => new() { Kind = ApproverKind.Named, People = [.. people] };

    private static IReadOnlyList<string> Keys(RoutingRule? rule, Guid[] above) => For(rule, above).Keys;

    private static Route For(RoutingRule? rule, Guid[] above) => Route.For(rule, Me, Skill, above, rule?.People.ToHashSet() ?? []);
}
