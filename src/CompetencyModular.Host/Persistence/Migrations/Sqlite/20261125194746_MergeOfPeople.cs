using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CompetencyModular.Host.Persistence.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class MergeOfPeople : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "MailKey",
                table: "platform_people",
                type: "TEXT",
                maxLength: 100,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "NumberKey",
                table: "platform_people",
                type: "TEXT",
                maxLength: 100,
                nullable: false,
                defaultValue: "");

            // Those who are known already; their next change writes it as everybody's.
            migrationBuilder.Sql("UPDATE platform_people SET \"MailKey\" = SUBSTR(UPPER(REPLACE(REPLACE(REPLACE(REPLACE(SUBSTR(\"Email\", 1, INSTR(\"Email\", '@') - 1), '.', ''), '-', ''), '_', ''), ' ', '')), 1, 100) WHERE \"Email\" LIKE '%@%'");
            migrationBuilder.Sql("UPDATE platform_people SET \"NumberKey\" = LTRIM(UPPER(REPLACE(REPLACE(REPLACE(REPLACE(\"PersonnelNumber\", '.', ''), '-', ''), '_', ''), ' ', '')), '0') WHERE \"PersonnelNumber\" IS NOT NULL");

            migrationBuilder.CreateTable(
                name: "platform_different_people",
                columns: table => new
                {
                    PersonId = table.Column<Guid>(type: "TEXT", nullable: false),
                    OtherId = table.Column<Guid>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_platform_different_people", x => new { x.PersonId, x.OtherId });
                    table.ForeignKey(
                        name: "FK_platform_different_people_platform_people_OtherId",
                        column: x => x.OtherId,
                        principalTable: "platform_people",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_platform_different_people_platform_people_PersonId",
                        column: x => x.PersonId,
                        principalTable: "platform_people",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_platform_people_MailKey_Id",
                table: "platform_people",
                columns: new[] { "MailKey", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_platform_people_MergedIntoId",
                table: "platform_people",
                column: "MergedIntoId");

            migrationBuilder.CreateIndex(
                name: "IX_platform_people_NumberKey_Id",
                table: "platform_people",
                columns: new[] { "NumberKey", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_platform_people_SortName_Id",
                table: "platform_people",
                columns: new[] { "SortName", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_platform_different_people_OtherId",
                table: "platform_different_people",
                column: "OtherId");

            migrationBuilder.AddForeignKey(
                name: "FK_platform_people_platform_people_MergedIntoId",
                table: "platform_people",
                column: "MergedIntoId",
                principalTable: "platform_people",
                principalColumn: "Id",
                onDelete: ReferentialAction.Cascade);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropForeignKey(
                name: "FK_platform_people_platform_people_MergedIntoId",
                table: "platform_people");

            migrationBuilder.DropTable(
                name: "platform_different_people");

            migrationBuilder.DropIndex(
                name: "IX_platform_people_MailKey_Id",
                table: "platform_people");

            migrationBuilder.DropIndex(
                name: "IX_platform_people_MergedIntoId",
                table: "platform_people");

            migrationBuilder.DropIndex(
                name: "IX_platform_people_NumberKey_Id",
                table: "platform_people");

            migrationBuilder.DropIndex(
                name: "IX_platform_people_SortName_Id",
                table: "platform_people");

            migrationBuilder.DropColumn(
                name: "MailKey",
                table: "platform_people");

            migrationBuilder.DropColumn(
                name: "NumberKey",
                table: "platform_people");
        }
    }
}
