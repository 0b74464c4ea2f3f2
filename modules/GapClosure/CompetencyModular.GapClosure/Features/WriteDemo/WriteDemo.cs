using System.Text.Json;
using CompetencyModular.GapClosure.Domain.Approvals;
using CompetencyModular.GapClosure.Persistence;
using CompetencyModular.Roles.Contracts;
using CompetencyModular.Sdk.Demo;

namespace CompetencyModular.GapClosure.Features.WriteDemo;

/// <summary>The demo organisation's requests for confirmation: some wait, one has a question, some are decided.</summary>
internal sealed class DemoRequests(GapClosureDb db, Approvers approvers, RequestNotices notices, Deadlines deadlines, ISkillLookup skills, TimeProvider time) : IDemoContent
{
    public int Order => 400;

    public async Task WriteAsync(CancellationToken cancellationToken)
    {
        await using var stream = typeof(DemoRequests).Assembly.GetManifestResourceStream("CompetencyModular.GapClosure.Demo.requests.json")!;
        var lines = (await JsonSerializer.DeserializeAsync<IReadOnlyList<Line>>(stream, JsonSerializerOptions.Web, cancellationToken))!;
        var cards = await skills.SkillsAsync([.. lines.Select(l => DemoIds.Of("skill", l.Skill)).Distinct()], cancellationToken);
        var now = time.GetUtcNow();
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
                request.Release(1, sent.AddDays(2));
            }

            db.Requests.Add(request);
            if (request.EscalatedAt is null) await deadlines.SetAsync(request, cancellationToken);
            if (request.State is RequestState.Submitted) await notices.TellApproversAsync(request, request.EscalatedAt is null ? "Notice.Waits" : "Notice.Escalated", cancellationToken);
            else if (request.State is RequestState.MoreInfo) await notices.TellQuestionAsync(request, request.Remarks[^1].ById, cancellationToken);
            else await notices.TellDecisionAsync(request, cancellationToken);
        }
    }

    private sealed record Line(string Person, string Skill, int Level, int DaysAgo, string Note, string? By = null, string? Question = null, string? NotYet = null);
}
