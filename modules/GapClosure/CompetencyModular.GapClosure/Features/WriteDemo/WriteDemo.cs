using System.Text.Json;
using System.Text.Json.Serialization;
using CompetencyModular.GapClosure.Domain.Approvals;
using CompetencyModular.GapClosure.Persistence;
using CompetencyModular.Roles.Contracts;
using CompetencyModular.Sdk.Activities;
using CompetencyModular.Sdk.Demo;
using CompetencyModular.Sdk.Events;
using CompetencyModular.Sdk.Tenancy;

namespace CompetencyModular.GapClosure.Features.WriteDemo;

/// <summary>Who decides in the demo organisation, and its requests for confirmation: some wait, one has a question, some are decided.</summary>
internal sealed class DemoRequests(GapClosureDb db, Approvers approvers, RequestNotices notices, Deadlines deadlines, ISkillLookup skills, IEvents events, ITenant tenant, TimeProvider time) : IDemoContent
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter() } };

    public int Order => 400;

    public async Task WriteAsync(CancellationToken cancellationToken)
    {
        await using var stream = typeof(DemoRequests).Assembly.GetManifestResourceStream("CompetencyModular.GapClosure.Demo.requests.json")!;
        var content = (await JsonSerializer.DeserializeAsync<Content>(stream, Options, cancellationToken))!;
        var lines = content.Requests;
        var cards = await skills.SkillsAsync([.. lines.Select(l => DemoIds.Of("skill", l.Skill)).Distinct()], cancellationToken);
        var now = time.GetUtcNow();
        db.RoutingRules.AddRange(content.Rules.Select(r => new RoutingRule { SkillId = DemoIds.Of("skill", r.Skill), Kind = r.Kind, People = [.. (r.People ?? []).Select(p => DemoIds.Of("person", p))] }));
        db.Delegations.AddRange(content.Delegations.Select(d => new Delegation(
            DemoIds.Of("person", d.From), DemoIds.Of("person", d.To), null, tenant.StartOf(tenant.DateAt(now).AddDays(d.InDays)), tenant.EndOf(tenant.DateAt(now).AddDays(d.InDays + d.Days)))));
        await db.SaveChangesAsync(cancellationToken);
        foreach (var line in lines)
        {
            var (person, card) = (DemoIds.Of("person", line.Person), cards[DemoIds.Of("skill", line.Skill)]);
            var sent = now.AddDays(-line.DaysAgo);
            var request = new ConfirmationRequest(person, card.Id, card.ScaleVersion, sent);
            request.Write(card.ScaleVersion, line.Level, line.Note, "");
            // A dozen requests, each of somebody else: the demo is written once.
            request.Submit(await approvers.RouteAsync(person, card.Id, cancellationToken), sent);
            if (line.DaysAgo > new ApprovalSettings().EscalateAfterDays) request.Escalate(now);
            if (line.By is { } by)
            {
                var approver = new Approver(DemoIds.Of("person", by), null);
                if (line.Question is { } question) request.Ask(approver, question, sent.AddDays(1));
                else if (line.NotYet is { } reason) request.SayNotYet(approver, reason, sent.AddDays(2));
                else if (line.Confirmed is { } level)
                {
                    request.Approve(approver, level, sent.AddDays(2));
                    events.Publish(new LevelConfirmed(Confirmations.RefOf(request.Id), person, card.Id, card.ScaleVersion, level, approver.PersonId, sent.AddDays(2), line.Note, []));
                }

                request.Release(1, sent.AddDays(2));
            }

            db.Requests.Add(request);
            if (request.EscalatedAt is null) await deadlines.SetAsync(request, cancellationToken);
            if (request.State is RequestState.Submitted) await notices.TellApproversAsync(request, request.EscalatedAt is null ? "Notice.Waits" : "Notice.Escalated", cancellationToken);
            else if (request.State is RequestState.MoreInfo) await notices.TellQuestionAsync(request, request.Remarks[^1].ById, cancellationToken);
            else await notices.TellDecisionAsync(request, cancellationToken);
        }
    }

    private sealed record Content(IReadOnlyList<RuleLine> Rules, IReadOnlyList<DelegationLine> Delegations, IReadOnlyList<Line> Requests);

    private sealed record RuleLine(string Skill, ApproverKind Kind, IReadOnlyList<string>? People);

    private sealed record DelegationLine(string From, string To, int InDays, int Days);

    private sealed record Line(string Person, string Skill, int Level, int DaysAgo, string Note, string? By = null, string? Question = null, string? NotYet = null, int? Confirmed = null);
}
