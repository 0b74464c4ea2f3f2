using System.Text.Json.Serialization;
using CompetencyModular.Host.Modules;
using CompetencyModular.Sdk.People;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace CompetencyModular.Host.Shell;

/// <summary>The API's document at <c>/openapi/v1.json</c>.</summary>
internal static class ApiDocument
{
    public static void AddApiDocument(this IServiceCollection services, ModuleCatalog catalog) => services
        // A name says what it is and stays when a value is added; a number does neither.
        .ConfigureHttpJsonOptions(json =>
        {
            json.SerializerOptions.Converters.Add(new JsonStringEnumConverter());
            json.SerializerOptions.NumberHandling = JsonNumberHandling.Strict;
        })
        .AddOpenApi("v1", options =>
    {
        options.ShouldInclude = description => description.RelativePath?.StartsWith("api/v1/", StringComparison.Ordinal) == true;
        options.CreateSchemaReferenceId = type => OpenApiOptions.CreateDefaultSchemaReferenceId(type) is null ? null : NameOf(type.Type);
        // In a route a person is a text, whatever it is read into.
        options.AddSchemaTransformer((schema, context, _) =>
        {
            if (context.JsonTypeInfo.Type == typeof(PersonRef)) (schema.Type, schema.Properties, schema.Required, schema.Description) = (JsonSchemaType.String, null, null, "A person's id, or “me”.");
            return Task.CompletedTask;
        });
        options.AddDocumentTransformer((document, _, _) =>
        {
            document.Info.Title = "CompetencyModular";
            document.Info.Version = catalog.All[0].Manifest!.Version;
            document.Components ??= new OpenApiComponents();
            document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>
            {
                ["bearer"] = new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "bearer", Description = "The token that POST /api/v1/sign-in returns." },
            };
            return Task.CompletedTask;
        });
        options.AddOperationTransformer((operation, context, _) =>
        {
            if (!context.Description.ActionDescriptor.EndpointMetadata.OfType<IAllowAnonymous>().Any())
                operation.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference("bearer", context.Document)] = [] }];
            return Task.CompletedTask;
        });
    });

    /// <summary>Slices nest types of the same name; without their slice in the name they would collapse into one schema, also within a page of them.</summary>
    private static string NameOf(Type type)
    {
        if (Nullable.GetUnderlyingType(type) is { } inner) return NameOf(inner);
        var name = type.Name.Split('`')[0];
        if (type.IsGenericType) name += "Of" + string.Join("And", type.GetGenericArguments().Select(NameOf));
        return type.DeclaringType is { } slice ? slice.Name + name : name;
    }
}
