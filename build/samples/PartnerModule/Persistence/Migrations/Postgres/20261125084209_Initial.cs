using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

#pragma warning disable CA1814 // Prefer jagged arrays over multidimensional

namespace Partner.SafetyWalks.Persistence.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class Initial : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.EnsureSchema(
                name: "safety-walks");

            migrationBuilder.CreateTable(
                name: "rounds",
                schema: "safety-walks",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    PersonId = table.Column<Guid>(type: "uuid", nullable: false),
                    WalkId = table.Column<Guid>(type: "uuid", nullable: false),
                    WantedAt = table.Column<long>(type: "bigint", nullable: true),
                    FinishedAt = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_rounds", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "walks",
                schema: "safety-walks",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    Title = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    Minutes = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_walks", x => x.Id);
                });

            migrationBuilder.InsertData(
                schema: "safety-walks",
                table: "walks",
                columns: new[] { "Id", "Minutes", "Title" },
                values: new object[,]
                {
                    { new Guid("0199a3c0-0000-7000-8000-000000000001"), 15, "Emergency exits" },
                    { new Guid("0199a3c0-0000-7000-8000-000000000002"), 20, "Fire extinguishers" }
                });

            migrationBuilder.CreateIndex(
                name: "IX_rounds_PersonId_WalkId",
                schema: "safety-walks",
                table: "rounds",
                columns: new[] { "PersonId", "WalkId" },
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "rounds",
                schema: "safety-walks");

            migrationBuilder.DropTable(
                name: "walks",
                schema: "safety-walks");
        }
    }
}
