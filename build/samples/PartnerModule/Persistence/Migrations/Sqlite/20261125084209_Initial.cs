using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

#pragma warning disable CA1814 // Prefer jagged arrays over multidimensional

namespace Partner.SafetyWalks.Persistence.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class Initial : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "safety_walks_rounds",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    PersonId = table.Column<Guid>(type: "TEXT", nullable: false),
                    WalkId = table.Column<Guid>(type: "TEXT", nullable: false),
                    WantedAt = table.Column<long>(type: "INTEGER", nullable: true),
                    FinishedAt = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_safety_walks_rounds", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "safety_walks_walks",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    Title = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Minutes = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_safety_walks_walks", x => x.Id);
                });

            migrationBuilder.InsertData(
                table: "safety_walks_walks",
                columns: new[] { "Id", "Minutes", "Title" },
                values: new object[,]
                {
                    { new Guid("0199a3c0-0000-7000-8000-000000000001"), 15, "Emergency exits" },
                    { new Guid("0199a3c0-0000-7000-8000-000000000002"), 20, "Fire extinguishers" }
                });

            migrationBuilder.CreateIndex(
                name: "IX_safety_walks_rounds_PersonId_WalkId",
                table: "safety_walks_rounds",
                columns: new[] { "PersonId", "WalkId" },
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "safety_walks_rounds");

            migrationBuilder.DropTable(
                name: "safety_walks_walks");
        }
    }
}
