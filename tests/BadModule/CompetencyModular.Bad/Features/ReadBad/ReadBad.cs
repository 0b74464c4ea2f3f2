using CompetencyModular.Bad.Features.WriteBad;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Modules;
using Mediator;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;
using Microsoft.Extensions.Localization;

namespace CompetencyModular.Bad.Features.ReadBad;

internal static class ReadBad
{
    /// <summary>Nobody says who may send it.</summary>
    internal sealed record Query : IRead<Done>;

    /// <summary>Sends another slice's command, through an interface that may mean another module's mediator.</summary>
    internal sealed class Handler(ISender sender)
    {
        public async Task HandleAsync() => await sender.Send(new WriteBadThings.Command());
    }
}

[Route("/bad")]
[Requires("Bad.Undeclared")]
public sealed class BadPage : ComponentBase
{
    [Inject] private IStringLocalizer<BadPage> Texts { get; set; } = null!;

    /// <summary>A part of another slice's page, and a text that nobody wrote.</summary>
    protected override void BuildRenderTree(RenderTreeBuilder builder)
    {
        builder.OpenComponent<WriteBadPart>(0);
        builder.CloseComponent();
        builder.AddContent(1, Texts["NobodyWroteThis"]);
    }
}
