namespace CompetencyModular.Host.Shell;

/// <summary>The headers of every answer: scripts and styles come from here alone, and nobody may frame us.</summary>
internal static class SecurityHeaders
{
    /// <summary>The name of the policy for files: a file never acts as a page of the product, whatever is in it.</summary>
    public const string Sandbox = "sandbox";

    /// <summary>The name of the policy for the API's reference, whose page brings scripts and styles within it. It is a page of documentation: no form, no session of its own.</summary>
    public const string Reference = "reference";

    public static IServiceCollection AddSecurityHeaders(this IServiceCollection services)
    {
        services.AddSecurityHeaderPolicies().SetDefaultPolicy(Policy()).AddPolicy(Sandbox, SandboxPolicy()).AddPolicy(Reference, ReferencePolicy());
        return services;
    }

    private static HeaderPolicyCollection SandboxPolicy() => new HeaderPolicyCollection()
        .AddDefaultSecurityHeaders()
        .AddContentSecurityPolicy(csp =>
        {
            csp.AddDefaultSrc().None();
            csp.AddFrameAncestors().None();
            csp.AddSandbox();
        });

    private static HeaderPolicyCollection ReferencePolicy() => new HeaderPolicyCollection()
        .AddDefaultSecurityHeaders()
        .AddContentSecurityPolicy(csp =>
        {
            csp.AddDefaultSrc().Self();
            csp.AddScriptSrc().Self().UnsafeInline();
            csp.AddStyleSrc().Self().UnsafeInline();
            csp.AddImgSrc().Self().Data();
            csp.AddFrameAncestors().None();
        });

    private static HeaderPolicyCollection Policy() => new HeaderPolicyCollection()
        .AddDefaultSecurityHeaders()
        .AddContentSecurityPolicy(csp =>
        {
            csp.AddDefaultSrc().Self();
            csp.AddImgSrc().Self().Data();
            csp.AddObjectSrc().None();
            csp.AddBaseUri().Self();
            csp.AddFormAction().Self();
            csp.AddFrameAncestors().None();
        });
}
