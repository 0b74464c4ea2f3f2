using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Modules;
using Microsoft.AspNetCore.Components;

namespace CompetencyModular.Bad.Features.WriteBad;

internal static class WriteBadThings
{
    [Requires("Bad.Read")]
    internal sealed record Command : IWrite<Done>;
}

/// <summary>Belongs to this slice alone.</summary>
public sealed class WriteBadPart : ComponentBase;
