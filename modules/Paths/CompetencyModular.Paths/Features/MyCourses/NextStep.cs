using CompetencyModular.Paths.Domain;

namespace CompetencyModular.Paths.Features.MyCourses;

/// <summary>Where one goes on with a course.</summary>
internal static class NextStep
{
    /// <summary>The first piece of content that is not done once one has begun; else the course's page, which says what comes next.</summary>
    public static string Href(MyCourses.Row row) => row is { State: EnrolmentState.InProgress, NextItemId: { } item }
        ? $"paths/courses/{row.CourseId}/items/{item}"
        : $"paths/courses/{row.CourseId}";
}
