using Microsoft.Extensions.Localization;

namespace CompetencyModular.Host.People.PlanMove;

/// <summary>A planned change in words.</summary>
internal static class MoveWords
{
    public static string Words(this IStringLocalizer<PlanMovePage> texts, ListMoves.Row move) => string.Join(" · ", new[]
    {
        move.Unit is null ? "" : texts["ToUnit", move.Unit].Value,
        move.Manager is null ? "" : texts["ToManager", move.Manager].Value,
        move.JobTitle is null ? "" : texts["ToTitle", move.JobTitle].Value,
    }.Where(t => t.Length > 0));
}
