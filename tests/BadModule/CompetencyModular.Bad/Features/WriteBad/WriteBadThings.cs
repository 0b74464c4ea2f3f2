using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Modules;

namespace CompetencyModular.Bad.Features.WriteBad;

internal static class WriteBadThings
{
    [Requires("Bad.Read")]
    internal sealed record Command : IWrite<Done>;
}
