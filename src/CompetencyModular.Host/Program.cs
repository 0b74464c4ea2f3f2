using CompetencyModular.Host;
using CompetencyModular.Host.Operations;

return await CommandLine.Create(Serving.RunAsync).Parse(args).InvokeAsync();
