using CompetencyModular.GapClosure.Domain.Approvals;

namespace CompetencyModular.GapClosure;

/// <summary>Sends requests that wait to whoever can decide now, and tells those it concerns (A3).</summary>
internal sealed class Rerouting(Approvers approvers, RequestNotices notices, Deadlines deadlines)
{
    /// <summary>Sends a request by the rule of now.</summary>
    public async Task SendAsync(ConfirmationRequest request, CancellationToken cancellationToken)
    {
        var before = request.Audience.Select(a => a.Key).ToHashSet();
        await approvers.SendAsync(request, cancellationToken);
        if (!request.IsDecided && before.SetEquals(request.Audience.Select(a => a.Key))) return;
        notices.NoLongerWaits(request);
        if (request.IsDecided) await deadlines.SetAsync(request, cancellationToken);
        else if (request.State is RequestState.Submitted) await notices.TellApproversAsync(request, "Notice.Waits", cancellationToken);
    }

    /// <summary>Sends a request elsewhere where those on whom it waits can no longer decide.</summary>
    public async Task LookAfterAsync(ConfirmationRequest request, CancellationToken cancellationToken)
    {
        if (!await approvers.IsWellSentAsync(request, cancellationToken)) await SendAsync(request, cancellationToken);
    }
}
