using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CompetencyModular.Host.Persistence.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class MergedRecordsAlone : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_platform_people_MergedIntoId",
                table: "platform_people");

            migrationBuilder.CreateIndex(
                name: "IX_platform_people_MergedIntoId",
                table: "platform_people",
                column: "MergedIntoId",
                filter: "\"MergedIntoId\" IS NOT NULL");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_platform_people_MergedIntoId",
                table: "platform_people");

            migrationBuilder.CreateIndex(
                name: "IX_platform_people_MergedIntoId",
                table: "platform_people",
                column: "MergedIntoId");
        }
    }
}
