using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CompetencyModular.Paths.Persistence.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class UsesOfActivities : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateIndex(
                name: "IX_course_items_Target",
                schema: "paths",
                table: "course_items",
                column: "Target",
                filter: "\"Kind\" = 'Activity'");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_course_items_Target",
                schema: "paths",
                table: "course_items");
        }
    }
}
