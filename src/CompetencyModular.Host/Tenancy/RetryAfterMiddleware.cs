namespace CompetencyModular.Host.Tenancy;

/// <summary>Whoever is told that the server is busy is told when to come back, too.</summary>
internal sealed class RetryAfterMiddleware(RequestDelegate next)
{
    public Task InvokeAsync(HttpContext context)
    {
        context.Response.OnStarting(static state =>
        {
            var response = (HttpResponse)state;
            if (response.StatusCode == StatusCodes.Status503ServiceUnavailable && response.Headers.RetryAfter.Count == 0) response.Headers.RetryAfter = "10";
            return Task.CompletedTask;
        }, context.Response);
        return next(context);
    }
}
