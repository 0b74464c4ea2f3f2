using CompetencyModular.Sdk.Activities;
using CompetencyModular.Sdk.Messaging;

namespace CompetencyModular.Gamification.Features.EarnOnTheWay;

/// <summary>Asks once for all steps of a page, however many of them show their points.</summary>
internal sealed class WayPoints(ISend send)
{
    private IReadOnlyList<ActivityRef>? asked;
    private Task<EarnOnTheWay.Response?>? answer;

    public Task<EarnOnTheWay.Response?> OfAsync(IReadOnlyList<ActivityRef> way)
    {
        if (answer is not null && ReferenceEquals(asked, way)) return answer;
        asked = way;
        return answer = AskAsync(way);
    }

    private async Task<EarnOnTheWay.Response?> AskAsync(IReadOnlyList<ActivityRef> way)
    {
        var result = await send.SendAsync(new EarnOnTheWay.Query(way));
        return result.IsSuccess ? result.Value : null;
    }
}
