using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CompetencyModular.Host.Persistence.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class MergedRecordsAlone : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_people_MergedIntoId",
                schema: "platform",
                table: "people");

            migrationBuilder.CreateIndex(
                name: "IX_people_MergedIntoId",
                schema: "platform",
                table: "people",
                column: "MergedIntoId",
                filter: "\"MergedIntoId\" IS NOT NULL");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_people_MergedIntoId",
                schema: "platform",
                table: "people");

            migrationBuilder.CreateIndex(
                name: "IX_people_MergedIntoId",
                schema: "platform",
                table: "people",
                column: "MergedIntoId");
        }
    }
}
