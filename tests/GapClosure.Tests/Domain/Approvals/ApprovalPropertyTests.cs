using CompetencyModular.GapClosure.Domain.Approvals;
using CsCheck;

namespace CompetencyModular.GapClosure.Tests.Domain.Approvals;

/// <summary>A2 to A4 on random small organisations, other ones in each run: numbers are few, so that people have several parts and often nobody is left for one.</summary>
public sealed class ApprovalPropertyTests
{
    private const int People = 5;

    private static readonly Guid Skill = Guid.NewGuid();
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 8, 0, 0, TimeSpan.Zero);
    private static readonly Guid[] Ids = [.. Enumerable.Range(1, People).Select(i => new Guid(i, 0, 0, new byte[8]))];
    private static readonly Guid Unit = new(99, 0, 0, new byte[8]);

    private static readonly Gen<Guid> Person = Gen.Int[0, People - 1].Select(i => Ids[i]);
    private static readonly Gen<Guid[]> Some = Person.Array[0, 4];

    private static readonly Gen<RoutingRule?> Rule = Gen.Select(Gen.Int[-1, 5], Some, Gen.Int[1, 4], (kind, named, quorum) =>
        kind < 0 ? null : new RoutingRule { Kind = (ApproverKind)kind, People = [.. named], UnitId = Unit, MinOrdinal = 2, Quorum = quorum });

    private static readonly Gen<World> Worlds = Gen.Select(Rule, Person, Some, Some, Some, Some, Person, (rule, asker, line, hr, holders, unit, administrator) =>
        new World(rule, asker, line, hr, [.. holders], [.. unit], administrator));

    /// <summary>What happens: somebody approves, or leaves.</summary>
    private static readonly Gen<(bool Leaves, Guid Who)[]> Days = Gen.Select(Gen.Bool, Person).Array[0, 8];

    [Fact]
    public void A3_A_route_leads_to_somebody_and_never_to_the_one_who_asks() => Worlds.Sample(
        world =>
        {
            var route = world.Route([.. Ids]);
            route.Keys.ShouldNotBeEmpty();
            route.Keys.ShouldNotContain(ApproverKey.Person(world.Asker));
            route.Keys.ShouldBeUnique();
            route.Quorum.ShouldBeInRange(1, world.Rule?.Quorum ?? 1);
            if (route.Keys.All(k => ApproverKey.PersonOf(k) is not null)) route.Quorum.ShouldBeLessThanOrEqualTo(route.Keys.Count);
        });

    [Fact]
    public void A3_Whoever_leaves_a_request_is_decided_or_somebody_who_is_there_can_decide_on_it_as_long_as_there_is_anybody() => Gen.Select(Worlds, Days).Sample(
        (world, days) =>
        {
            var request = world.Ask();
            HashSet<Guid> there = [.. Ids];
            world.Send(request, there);
            foreach (var (leaves, who) in days)
            {
                if (leaves)
                {
                    there.Remove(who);
                    world.Send(request, there);
                }
                else if (world.Voters(request, there).Contains(who)) request.Approve(new Approver(who, null), 2, Now);

                var voters = world.Voters(request, there);
                var nobodyIsLeft = voters.Count == 0 && request.Votes.Count == 0;
                (request.IsDecided || request.CanBeDecidedBy(voters) || nobodyIsLeft).ShouldBeTrue();
                // Only where HR, administrators and all above have left waits it on nobody.
                if (nobodyIsLeft) there.Any(p => p != world.Asker && (p == world.Administrator || world.HR.Contains(p))).ShouldBeFalse();
            }
        });

    [Fact]
    public void A4_When_all_who_can_have_approved_it_is_decided_at_the_lowest_level_and_nobody_has_for_themselves() => Gen.Select(Worlds, Days).Sample(
        (world, days) =>
        {
            var request = world.Ask();
            HashSet<Guid> there = [.. Ids.Except(days.Where(d => d.Leaves).Select(d => d.Who))];
            world.Send(request, there);
            var voters = world.Voters(request, there);
            var level = 4;
            foreach (var voter in voters) request.Approve(new Approver(voter, null), level--, Now);

            request.Approve(new Approver(world.Asker, null), 2, Now).ShouldBe(ApprovalErrors.OwnRequest);
            request.IsDecided.ShouldBe(voters.Count > 0);
            request.DecidedOrdinal.ShouldBe(request.Votes.Select(v => v.Ordinal).Min());
            request.Votes.ShouldNotContain(v => v.ById == world.Asker);
        });

    private sealed record World(RoutingRule? Rule, Guid Asker, Guid[] Line, Guid[] HR, HashSet<Guid> Holders, HashSet<Guid> InUnit, Guid Administrator)
    {
        public ConfirmationRequest Ask()
        {
            var request = new ConfirmationRequest(Asker, Skill, 1, Now);
            request.Write(1, 2, "Welded.", "");
            request.Submit(Route([.. Ids]), Now);
            return request;
        }

        public Route Route(HashSet<Guid> there) => RouteOf(this, there);

        /// <summary>As the module does it with the people of the tenant.</summary>
        public void Send(ConfirmationRequest request, HashSet<Guid> there)
        {
            if (request.IsDecided) return;
            request.Send(Route(there));
            if (request.Votes.Count == 0 && Voters(request, there).Count == 0) request.SendToAdministrators();
            request.Fit(Voters(request, there), Now);
        }

        public HashSet<Guid> Voters(ConfirmationRequest request, HashSet<Guid> there)
        {
            var voters = new HashSet<Guid>();
            foreach (var key in request.Audience.Select(a => a.Key))
            {
                if (key == ApproverKey.HR) voters.UnionWith(HR);
                else if (key == ApproverKey.Administrators) voters.Add(Administrator);
                else if (ApproverKey.PersonOf(key) is { } person) voters.Add(person);
                else voters.UnionWith(ApproverKey.UnitOf(key) is not null ? InUnit : Holders);
            }

            voters.IntersectWith(there);
            voters.Remove(Asker);
            return voters;
        }
    }

    private static Route RouteOf(World world, HashSet<Guid> there)
    {
        var active = world.Rule?.Kind is ApproverKind.Group ? world.InUnit.Where(there.Contains) : there;
        return Route.For(world.Rule, world.Asker, Skill, world.Line.Where(there.Contains), active.ToHashSet(), [.. world.HR.Where(there.Contains)]);
    }
}
